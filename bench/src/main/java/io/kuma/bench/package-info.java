/**
 * Measures a running control plane from outside: many fake proxies, each on a connection of its
 * own, that ask and acknowledge as Envoy does. It shares nothing with the control plane but Envoy's
 * messages, so it measures any.
 */
@NullMarked
package io.kuma.bench;

import org.jspecify.annotations.NullMarked;
