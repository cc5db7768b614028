/**
 * When a proxy stops sending: limits on connections and requests, and instances that are left alone
 * because calls to them fail. It shapes clusters, those of destinations and that of the workload.
 */
@NullMarked
package io.kuma.policy.meshcircuitbreaker;

import org.jspecify.annotations.NullMarked;
