/**
 * Where proxies report spans of distributed traces to. It turns on tracing of HTTP, and adds the
 * cluster of the collector.
 */
@NullMarked
package io.kuma.policy.meshtrace;

import org.jspecify.annotations.NullMarked;
