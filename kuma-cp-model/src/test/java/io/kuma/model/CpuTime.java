package io.kuma.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Holds computations to a limit that only a growth out of proportion to their input reaches. It is
 * the time that the thread had a processor for: that of the clock tells of the machine's other work
 * too.
 */
public final class CpuTime {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /** Fails if the computation takes long, whether it gives a result or throws. */
  public static void soon(Runnable computation) {
    long started = THREADS.getCurrentThreadCpuTime();
    try {
      computation.run();
    } finally {
      assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - started)).isLessThan(SOON);
    }
  }
}
