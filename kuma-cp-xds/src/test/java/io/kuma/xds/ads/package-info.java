/** Tests of the protocol, step by step and without a network. */
@NullMarked
package io.kuma.xds.ads;

import org.jspecify.annotations.NullMarked;
