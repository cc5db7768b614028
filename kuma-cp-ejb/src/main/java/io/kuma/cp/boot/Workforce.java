package io.kuma.cp.boot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the side that faces proxies. Each kind of work has its own, so that none waits for
 * another.
 *
 * @param store may be kept waiting by the store, for streams and bootstraps
 * @param push compute configuration
 * @param insights writes insights, one at a time
 * @param timer starts what is due, and does nothing that takes time
 */
record Workforce(
    ExecutorService store,
    ExecutorService push,
    ExecutorService insights,
    ScheduledExecutorService timer)
    implements AutoCloseable {
  /** Streams and bootstraps that may wait for the store at a time. */
  private static final int STORE_THREADS = 8;

  private static final int SECONDS_TO_END = 5;

  /**
   * Hires them.
   *
   * @param pushThreads how many proxies are worked on at a time
   */
  static Workforce of(ThreadFactory threads, int pushThreads) {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
    return new Workforce(
        Executors.newFixedThreadPool(STORE_THREADS, threads),
        Executors.newFixedThreadPool(pushThreads, threads),
        Executors.newSingleThreadExecutor(threads),
        timer);
  }

  /** Has something done again and again, with a pause between. */
  void every(Duration pause, Runnable work) {
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What has begun may end, within a bound. */
  @Override
  public void close() {
    timer.shutdownNow();
    List<ExecutorService> all = List.of(insights, store, push);
    all.forEach(ExecutorService::shutdown);
    all.forEach(Workforce::await);
  }

  private static void await(ExecutorService executor) {
    try {
      if (!executor.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
