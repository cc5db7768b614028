/**
 * Health discovery (contract 4.8): a proxy is told what to probe on its own host, and says what
 * came of it. So a workload that does not answer, or an Envoy that drains, is known before the
 * first request to it fails. What to probe and what a report means are functions; {@link
 * io.kuma.xds.health.HealthService} gives them a stream.
 */
@NullMarked
package io.kuma.xds.health;

import org.jspecify.annotations.NullMarked;
