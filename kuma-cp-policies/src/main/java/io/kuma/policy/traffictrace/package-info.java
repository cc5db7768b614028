/** Which proxies tell of requests, and whom; by tags. */
@NullMarked
package io.kuma.policy.traffictrace;

import org.jspecify.annotations.NullMarked;
