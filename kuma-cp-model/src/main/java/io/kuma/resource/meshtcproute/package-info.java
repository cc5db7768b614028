/** Routes connections to a destination: splits them over backends by weight. */
@NullMarked
package io.kuma.resource.meshtcproute;

import org.jspecify.annotations.NullMarked;
