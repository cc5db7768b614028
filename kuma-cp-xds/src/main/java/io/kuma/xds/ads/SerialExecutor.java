package io.kuma.xds.ads;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs one task after the other, on threads that it shares with others. */
public final class SerialExecutor implements Executor {
  private final Executor threads;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  public SerialExecutor(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    threads.execute(this::runNext);
  }

  /** One task only, so that a busy stream does not keep the thread from others. */
  private void runNext() {
    @Nullable Runnable task;
    synchronized (waiting) {
      task = waiting.poll();
    }
    try {
      if (task != null) {
        task.run();
      }
    } finally {
      boolean more;
      synchronized (waiting) {
        more = !waiting.isEmpty();
        running = more;
      }
      if (more) {
        resume();
      }
    }
  }

  private void resume() {
    try {
      threads.execute(this::runNext);
    } catch (RejectedExecutionException e) {
      // The threads are gone for good, and nobody waits for what was left.
      synchronized (waiting) {
        waiting.clear();
      }
    }
  }
}
