/** The same metrics for OpenTelemetry collectors, which Envoy leads to (contract 4.10). */
@NullMarked
package io.kuma.dp.otlp;

import org.jspecify.annotations.NullMarked;
