/** What kumactl knows of types: written by a golden test from their definitions. */
@NullMarked
package io.kuma.rest.index;

import org.jspecify.annotations.NullMarked;
