/** Tests of what stands between snapshots and streams, piece by piece. */
@NullMarked
package io.kuma.cp.push;

import org.jspecify.annotations.NullMarked;
