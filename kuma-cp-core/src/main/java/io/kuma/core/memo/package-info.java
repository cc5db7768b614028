/** Remembering what costs more to compute than to keep. */
@NullMarked
package io.kuma.core.memo;

import org.jspecify.annotations.NullMarked;
