/** Envoy's messages, made in the few forms that this control plane uses. */
@NullMarked
package io.kuma.xds.envoy;

import org.jspecify.annotations.NullMarked;
