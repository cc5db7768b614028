/**
 * A data plane proxy: where its workload listens, what it reaches, and how. Every sidecar, gateway
 * and zone proxy listener has one; everything a proxy is configured with starts here.
 */
@NullMarked
package io.kuma.resource.dataplane;

import org.jspecify.annotations.NullMarked;
