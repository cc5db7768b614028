package io.kuma.core.snapshot;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which snapshots are made, or what follows from them, and its clock. Tests have
 * one that stands still until it is told to move.
 */
public interface SnapshotThread extends AutoCloseable {

  /** In nanoseconds, from any origin; never goes back. */
  long nanoTime();

  /** Runs a task on the thread, not before the delay is over. Never blocks. It must not throw. */
  void run(Duration delay, Runnable task);

  /** Ends the thread: a running task is waited for, the others are forgotten. */
  @Override
  void close();

  /** A thread of its own. */
  static SnapshotThread start() {
    return start(
        task -> {
          Thread thread = new Thread(task, "mesh-snapshots");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** A thread of its own that {@code threads} makes, for those who write what snapshots show. */
  static SnapshotThread start(ThreadFactory threads) {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return new SnapshotThread() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void run(Duration delay, Runnable task) {
        if (!executor.isShutdown()) {
          ScheduledFuture<?> unused =
              executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
      }

      @Override
      public void close() {
        executor.shutdown();
        try {
          if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
            executor.shutdownNow();
          }
        } catch (InterruptedException e) {
          executor.shutdownNow();
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
