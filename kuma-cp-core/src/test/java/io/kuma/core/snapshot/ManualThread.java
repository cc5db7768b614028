package io.kuma.core.snapshot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Runs tasks on the caller's thread, when the caller lets time pass. */
public final class ManualThread implements SnapshotThread {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
  private long now;
  private long number;
  private boolean closed;

  private record Task(long due, long number, Runnable work) {}

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void run(Duration delay, Runnable task) {
    if (!closed) {
      tasks.add(new Task(now + Math.max(0, delay.toNanos()), number++, task));
    }
  }

  @Override
  public void close() {
    closed = true;
    tasks.clear();
  }

  /** Whether nothing will ever happen, unless somebody asks for it. */
  public boolean isIdle() {
    return tasks.isEmpty();
  }

  /** Lets time pass, with all that happens in it. */
  public void pass(Duration time) {
    long end = now + time.toNanos();
    for (Task next = tasks.peek(); next != null && next.due() <= end; next = tasks.peek()) {
      tasks.remove(next);
      now = Math.max(now, next.due());
      next.work().run();
    }
    now = end;
  }

  /** Lets milliseconds pass. */
  public void pass(long millis) {
    pass(Duration.ofMillis(millis));
  }

  /** The same time for those who need a calendar. */
  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("it is always UTC");
      }

      @Override
      public Instant instant() {
        return Instant.EPOCH.plusNanos(now);
      }
    };
  }
}
