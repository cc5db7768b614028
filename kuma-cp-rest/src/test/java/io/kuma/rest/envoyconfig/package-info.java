/** The conformance folder {@code envoyconfig}. */
@NullMarked
package io.kuma.rest.envoyconfig;

import org.jspecify.annotations.NullMarked;
