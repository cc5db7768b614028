package io.kuma.kumactl.command;

import io.kuma.kumactl.Terminal;

/** Tells somebody who watches how far long work is; a pipe sees nothing of it. */
final class Progress {
  private final Terminal terminal;
  private final boolean shown;
  private int done;

  Progress(Terminal terminal, boolean isLong) {
    this.terminal = terminal;
    this.shown = isLong && terminal.interactive();
  }

  /** One more of so many begins. */
  void step(int of) {
    done++;
    if (shown) {
      terminal.err().print("\r" + done + " of " + of);
      terminal.err().flush();
    }
  }

  void end() {
    if (shown) {
      terminal.err().print("\r                    \r");
      terminal.err().flush();
    }
  }
}
