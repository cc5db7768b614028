/**
 * Pretend calls. A call is walked through the configuration that two proxies were given, the way
 * Envoy would: it lands at a workload, or somebody refuses it. Tests assert where it lands, and not
 * how the configuration spells it.
 */
@NullMarked
package io.kuma.policy.simulation;

import org.jspecify.annotations.NullMarked;
