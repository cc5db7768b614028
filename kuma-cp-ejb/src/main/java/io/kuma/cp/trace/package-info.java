/**
 * Follows what people write on its way to the last proxy, for those who collect traces: the
 * request, the write and its commit, the snapshot, and what each proxy did with it. A change says
 * only which key it is about, so writes are found again by their keys. Whoever is told of a journey
 * knows nothing of OpenTelemetry; without an endpoint nothing of it is loaded.
 */
@NullMarked
package io.kuma.cp.trace;

import org.jspecify.annotations.NullMarked;
