/**
 * The metrics of Envoy and of the applications beside it, in one answer for Prometheus (contract
 * 4.10): which of them, the control plane says.
 */
@NullMarked
package io.kuma.dp.metrics;

import org.jspecify.annotations.NullMarked;
