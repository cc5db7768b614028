/** The servers over real sockets, with nothing behind them but what a test needs. */
@NullMarked
package io.kuma.cp.dpserver;

import org.jspecify.annotations.NullMarked;
