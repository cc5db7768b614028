/** How many requests inbounds take from a client in a time; by tags. */
@NullMarked
package io.kuma.policy.ratelimit;

import org.jspecify.annotations.NullMarked;
