/**
 * How often a proxy tries again when a call fails: it shapes the routes of outbounds, and the TCP
 * proxies of those that are not HTTP.
 */
@NullMarked
package io.kuma.policy.meshretry;

import org.jspecify.annotations.NullMarked;
