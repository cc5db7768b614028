/** Rules for all of this module. */
@NullMarked
package io.kuma.xds;

import org.jspecify.annotations.NullMarked;
