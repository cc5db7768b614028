package io.kuma.cp.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reminds of a certificate when it is to be renewed: the only timer that ever causes something to
 * be sent. It has a lock of its own because it is set while secrets are locked.
 */
final class Renewal implements AutoCloseable {
  private final ScheduledExecutorService timer;
  private final Clock clock;
  private final Runnable remind;

  private @Nullable ScheduledFuture<?> scheduled;
  private @Nullable Instant due;
  private boolean closed;

  Renewal(ScheduledExecutorService timer, Clock clock, Runnable remind) {
    this.timer = timer;
    this.clock = clock;
    this.remind = remind;
  }

  /** Sets the time, in place of the one that was set before. */
  synchronized void at(Instant time) {
    if (closed || time.equals(due)) {
      return;
    }
    cancel();
    due = time;
    // A little late rather than early, when the certificate would still stand.
    long delay = Math.max(0, Duration.between(clock.instant(), time).toMillis()) + 1;
    scheduled = timer.schedule(this::fire, delay, TimeUnit.MILLISECONDS);
  }

  private void fire() {
    synchronized (this) {
      due = null;
    }
    remind.run();
  }

  @Override
  public synchronized void close() {
    closed = true;
    cancel();
  }

  private void cancel() {
    if (scheduled != null) {
      scheduled.cancel(false);
    }
  }
}
