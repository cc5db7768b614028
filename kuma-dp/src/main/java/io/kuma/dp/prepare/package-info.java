/**
 * Everything that happens once, before Envoy runs: reading the command line and its variables, the
 * Dataplane, finding Envoy, asking the control plane over TLS. It happens in a JVM of its own that
 * ends with its work ({@link io.kuma.dp.prepare.Prepare}), because options, YAML, JSON and TLS
 * together cost 40 MiB that the process which stays should not hold for the months it waits. What
 * is left behind is one {@link io.kuma.dp.Plan}.
 */
@NullMarked
package io.kuma.dp.prepare;

import org.jspecify.annotations.NullMarked;
