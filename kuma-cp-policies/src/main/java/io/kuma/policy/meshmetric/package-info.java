/**
 * Where metrics of a proxy and of the application beside it can be read: a listener of Prometheus,
 * or a way to an OpenTelemetry collector, and what kuma-dp has to know for it.
 */
@NullMarked
package io.kuma.policy.meshmetric;

import org.jspecify.annotations.NullMarked;
