package io.kuma.dp;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running Envoy that cannot be left behind, whatever happens to us.
 *
 * <p>Nothing in this JVM can act once it was killed with SIGKILL, so a second small child, the
 * watchdog, waits at the end of a pipe whose other end only we hold. The kernel closes our end
 * however we die; the watchdog then ends Envoy and removes the temporary directory. Three details
 * make that complete:
 *
 * <ul>
 *   <li>Envoy's process first waits at a gate, and becomes Envoy only when the watchdog knows its
 *       number. Killed in between, we leave a shell that reads the end of its input and goes.
 *   <li>Where there is {@code setsid}, both run in sessions of their own: Ctrl-C in a terminal
 *       reaches us alone, so that Envoy can drain, and a SIGKILL to our process group leaves the
 *       watchdog to do its work.
 *   <li>Envoy is our own child, not the watchdog's, so its exit status is the true one.
 * </ul>
 *
 * <p>The alternative, {@code PR_SET_PDEATHSIG}, is bound to the thread that started the child, and
 * to Linux.
 */
final class EnvoyProcess implements AutoCloseable {

  private static final String OWN_SESSION =
      """
      if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; else exec "$@"; fi
      """;

  private static final String GATE =
      """
      read -r word && [ "$word" = go ] || exit 125
      exec </dev/null
      """
          + OWN_SESSION;

  /** $1: number of Envoy's process; $2: directory to remove, or nothing. */
  private static final String WATCHDOG =
      """
      trap '' HUP INT QUIT TERM
      if read -r word && [ "$word" = done ]; then exit 0; fi
      kill -TERM "$1" 2>/dev/null
      tries=0
      while [ "$tries" -lt 20 ] && kill -0 "$1" 2>/dev/null; do
        sleep 0.1
        tries=$((tries + 1))
      done
      kill -KILL "$1" 2>/dev/null
      if [ -n "$2" ]; then rm -rf -- "$2"; fi
      """;

  private final Process envoy;
  private final Process watchdog;

  private EnvoyProcess(Process envoy, Process watchdog) {
    this.envoy = envoy;
    this.watchdog = watchdog;
  }

  /**
   * Starts Envoy, its output on ours.
   *
   * @param command program and arguments
   * @param directory what the watchdog removes when we cannot, if it is temporary
   */
  static EnvoyProcess start(List<String> command, PrivateDir directory) {
    List<String> gate = new ArrayList<>(List.of("/bin/sh", "-c", GATE, "kuma-dp-gate"));
    gate.addAll(command);
    try {
      Process envoy =
          new ProcessBuilder(gate)
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start();
      try {
        EnvoyProcess started = new EnvoyProcess(envoy, watch(envoy.pid(), directory));
        say(envoy, "go");
        return started;
      } catch (IOException e) {
        envoy.destroyForcibly();
        throw e;
      }
    } catch (IOException e) {
      throw new Failure("cannot start Envoy: " + e.getMessage(), e);
    }
  }

  private static Process watch(long pid, PrivateDir directory) throws IOException {
    String remove = directory.temporary() ? directory.path().toString() : "";
    return new ProcessBuilder(
            "/bin/sh",
            "-c",
            OWN_SESSION,
            "kuma-dp-session",
            "/bin/sh",
            "-c",
            WATCHDOG,
            "kuma-dp-watchdog",
            Long.toString(pid),
            remove)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  long pid() {
    return envoy.pid();
  }

  boolean isRunning() {
    return envoy.isAlive();
  }

  /** Waits for Envoy's end: its exit status, or 128 and the signal that ended it. */
  int awaitExit() throws InterruptedException {
    return envoy.waitFor();
  }

  /** Waits for Envoy's end, but not for ever: whether it came. */
  boolean awaitExit(Duration atMost) throws InterruptedException {
    return envoy.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Asks Envoy to end, and after {@code patience} no longer asks. */
  void stop(Duration patience) throws InterruptedException {
    envoy.destroy();
    if (!awaitExit(patience)) {
      envoy.destroyForcibly();
      envoy.waitFor();
    }
  }

  /** Kills Envoy if it still runs, and sends the watchdog home. */
  @Override
  public void close() {
    envoy.destroyForcibly();
    try {
      say(watchdog, "done");
    } catch (IOException e) {
      // The watchdog is gone already, and there is nothing left for it to watch.
    }
  }

  private static void say(Process listener, String word) throws IOException {
    try (OutputStream in = listener.getOutputStream()) {
      in.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
