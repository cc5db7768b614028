/** The aggregated discovery stream: state of the world and delta, one object for each stream. */
@NullMarked
package io.kuma.xds.ads;

import org.jspecify.annotations.NullMarked;
