/** What a proxy needs before it can ask: Envoy's first configuration. */
@NullMarked
package io.kuma.xds.bootstrap;

import org.jspecify.annotations.NullMarked;
