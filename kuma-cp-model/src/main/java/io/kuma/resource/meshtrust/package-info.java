/** The authorities whose certificates proxies accept for a trust domain. */
@NullMarked
package io.kuma.resource.meshtrust;

import org.jspecify.annotations.NullMarked;
