/** How long clients wait for a service; by tags. */
@NullMarked
package io.kuma.policy.timeout;

import org.jspecify.annotations.NullMarked;
