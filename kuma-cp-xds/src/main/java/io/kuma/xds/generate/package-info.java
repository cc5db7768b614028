/** From a proxy's model to Envoy's resources: a function, built once. */
@NullMarked
package io.kuma.xds.generate;

import org.jspecify.annotations.NullMarked;
