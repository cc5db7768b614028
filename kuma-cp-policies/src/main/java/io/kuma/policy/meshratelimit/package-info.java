/**
 * How many requests and connections an inbound takes in a period. It adds filters that count them
 * in the proxy itself; proxies do not share their counts.
 */
@NullMarked
package io.kuma.policy.meshratelimit;

import org.jspecify.annotations.NullMarked;
