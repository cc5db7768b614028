/** From a snapshot of a mesh to the configuration of a proxy: for its Envoy, and to look at. */
@NullMarked
package io.kuma.xds.pipeline;

import org.jspecify.annotations.NullMarked;
