package io.kuma.dp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.Assertions;

/** Waits for conditions, not for time. */
final class Await {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration TURN = Duration.ofMillis(10);

  /** Something outside this JVM that comes true sooner or later. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  private Await() {}

  static void until(String what, Condition condition) throws IOException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        Assertions.fail("waited in vain: " + what);
      }
      LockSupport.parkNanos(TURN.toNanos());
    }
  }
}
