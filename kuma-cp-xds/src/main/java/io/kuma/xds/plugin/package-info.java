/**
 * The hooks through which a policy shapes what Envoy is told. A policy implements {@link
 * io.kuma.xds.plugin.PolicyPlugin} and is called once for every place of a proxy: each inbound,
 * each outbound, each route, each backend, and the proxy as a whole. At each it sees the conf that
 * holds there and the messages of that place alone, still open. The generator owns the loop, the
 * order and the building; nothing is gathered, searched, removed or added again. Why the hooks look
 * like this stands in {@code docs/decisions/0001-policy-hooks.md}.
 */
@NullMarked
package io.kuma.xds.plugin;

import org.jspecify.annotations.NullMarked;
