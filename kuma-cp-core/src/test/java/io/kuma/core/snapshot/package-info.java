/** Tests of snapshots, with a thread whose time stands still until it is told to move. */
@NullMarked
package io.kuma.core.snapshot;

import org.jspecify.annotations.NullMarked;
