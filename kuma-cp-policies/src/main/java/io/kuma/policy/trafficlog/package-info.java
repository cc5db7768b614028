/** Which connections clients write down, and where; by tags. */
@NullMarked
package io.kuma.policy.trafficlog;

import org.jspecify.annotations.NullMarked;
