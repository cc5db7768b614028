package io.kuma.xds.ads;

import io.kuma.xds.cache.XdsType;
import org.jspecify.annotations.Nullable;

/**
 * A response on its way.
 *
 * @param type null for a type that this control plane does not know
 */
record Sent<A>(@Nullable XdsType type, A response) {}
