package io.kuma.cp.boot;

import io.kuma.model.json.GoDuration;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time between being not ready and being gone. Load balancers need some to see the one before
 * the other; meanwhile everybody is served as before.
 */
final class ShutdownDelay {
  private static final Logger LOG = LoggerFactory.getLogger(ShutdownDelay.class);

  private final Duration delay;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean begun;

  /** One that has not begun; zero for none. */
  ShutdownDelay(Duration delay) {
    this.delay = delay;
  }

  /** Whether there is any time to wait for. */
  boolean isNone() {
    return delay.isZero();
  }

  /** Whether nobody new should be sent here. */
  boolean hasBegun() {
    return begun;
  }

  /** Begins, and comes back when the time is over; at once if it is over already. */
  void await() {
    begun = true;
    if (isNone() || over.getCount() == 0) {
      return;
    }
    LOG.info("not ready any more, serving on for {}", GoDuration.format(delay));
    try {
      if (!over.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
        over.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Somebody does not want to wait. */
  void cutShort() {
    over.countDown();
  }
}
