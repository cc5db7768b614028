/**
 * Envoy's messages, in the few shapes that this control plane uses: addresses, clusters, endpoints,
 * listeners, HTTP connection managers, TLS contexts, secrets. Factories here know Envoy and nothing
 * of meshes; whoever calls them decides names and values. What goes over the wire is encoded in one
 * place, deterministically, so that the same configuration is always the same bytes.
 */
@NullMarked
package io.kuma.xds.envoy;

import org.jspecify.annotations.NullMarked;
