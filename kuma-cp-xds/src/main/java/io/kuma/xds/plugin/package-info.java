/** The hooks by which a policy shapes what Envoy is told, each seeing only its own place. */
@NullMarked
package io.kuma.xds.plugin;

import org.jspecify.annotations.NullMarked;
