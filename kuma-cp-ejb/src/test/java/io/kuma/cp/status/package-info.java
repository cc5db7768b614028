/** Tests of when statuses are written. */
@NullMarked
package io.kuma.cp.status;

import org.jspecify.annotations.NullMarked;
