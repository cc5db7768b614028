package io.kuma.cp.boot;

/** What a start that failed leads to. */
final class FailedStart {
  private FailedStart() {}

  /** Why, without the layers between the cause and whoever waits for the control plane. */
  static String sentence(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof BadSetting)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Whether the server is there for the control plane alone. */
  static boolean isServerOwn() {
    return Boolean.getBoolean("kuma.server.own");
  }

  /**
   * Ends the process where it is ours ({@code bin/kuma-cp} says so): a server without its
   * application would seem to run. A server that runs other applications too keeps running; there
   * the deployment fails.
   */
  static void end() {
    if (isServerOwn()) {
      // The server's own shutdown waits for the thread that starts this bean.
      new Thread(() -> System.exit(1), "failed-start").start();
    }
  }
}
