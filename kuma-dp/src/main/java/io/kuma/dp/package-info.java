/**
 * The process beside every workload. In a short-lived JVM it works out how its Envoy is to start
 * ({@code io.kuma.dp.prepare}: options, Dataplane, the control plane's answer) and leaves a {@link
 * io.kuma.dp.Plan}; this package is what stays: it starts Envoy ({@link io.kuma.dp.EnvoyProcess}),
 * says whether it is ready ({@link io.kuma.dp.Readiness}) and takes it down gently ({@link
 * io.kuma.dp.Sidecar} holds the order of these). Envoy and the control plane talk without it. It is
 * small on purpose – JDK only, few classes, under 64 MiB resident – and never outlives its child
 * nor is outlived by it.
 */
@NullMarked
package io.kuma.dp;

import org.jspecify.annotations.NullMarked;
