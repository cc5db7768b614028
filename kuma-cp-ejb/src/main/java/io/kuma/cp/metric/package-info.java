/**
 * What an operator watches, in Prometheus' terms. A control plane has a registry of its own, so
 * that two in one JVM, or one after the other, do not count together. No label names a proxy, a
 * resource or a path: their number has no bound.
 */
@NullMarked
package io.kuma.cp.metric;

import org.jspecify.annotations.NullMarked;
