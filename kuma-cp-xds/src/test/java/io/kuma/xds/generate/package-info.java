/** From a model to Envoy's resources, without any real policy. */
@NullMarked
package io.kuma.xds.generate;

import org.jspecify.annotations.NullMarked;
