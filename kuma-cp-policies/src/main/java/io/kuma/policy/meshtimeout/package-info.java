/**
 * How long a proxy waits: for a connection, for traffic on it, for a request and its parts. For
 * inbounds it shapes the listener and the route to the workload, for outbounds the routes and the
 * cluster.
 */
@NullMarked
package io.kuma.policy.meshtimeout;

import org.jspecify.annotations.NullMarked;
