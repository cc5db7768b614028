/** An OpenTelemetry collector, told once for all policies that send something to it. */
@NullMarked
package io.kuma.resource.meshopentelemetrybackend;

import org.jspecify.annotations.NullMarked;
