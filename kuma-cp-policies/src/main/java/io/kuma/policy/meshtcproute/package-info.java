/**
 * Where connections go. The resource is {@link io.kuma.resource.meshtcproute.MeshTcpRoute}, for
 * routes are structure: they are laid out before any policy shapes them.
 */
@NullMarked
package io.kuma.policy.meshtcproute;

import org.jspecify.annotations.NullMarked;
