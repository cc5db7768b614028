/** An immutable picture of each mesh, renewed when the store says that something changed. */
@NullMarked
package io.kuma.core.snapshot;

import org.jspecify.annotations.NullMarked;
