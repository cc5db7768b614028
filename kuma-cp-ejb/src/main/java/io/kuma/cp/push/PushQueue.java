package io.kuma.cp.push;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that is asked for more often than it has to be done. Something that waits already is not put
 * in a second time, something that is being worked on is worked on once more afterwards and never
 * by two threads, and everything else comes in the order in which it was first asked for.
 */
final class PushQueue<T> {
  private final Executor threads;
  private final Consumer<T> work;
  private final Map<T, State> states = new ConcurrentHashMap<>();

  private enum State {
    WAITING,
    RUNNING,
    /** Asked for again since it began to run. */
    RUNNING_IN_VAIN;

    State again() {
      return this == WAITING ? WAITING : RUNNING_IN_VAIN;
    }
  }

  /**
   * Makes an empty queue.
   *
   * @param threads takes tasks in order; their number bounds what is done at a time
   */
  PushQueue(Executor threads, Consumer<T> work) {
    this.threads = threads;
    this.work = work;
  }

  /** Cheap, and never waits. */
  void request(T item) {
    State before = states.get(item);
    while (!advance(item, before, before == null ? State.WAITING : before.again())) {
      before = states.get(item);
    }
    if (before == null) {
      enqueue(item);
    }
  }

  /** How much waits or is being worked on. */
  int size() {
    return states.size();
  }

  private void enqueue(T item) {
    threads.execute(() -> run(item));
  }

  private void run(T item) {
    // From here on what changes makes a request of its own.
    states.put(item, State.RUNNING);
    try {
      work.accept(item);
    } finally {
      if (!states.remove(item, State.RUNNING)) {
        states.put(item, State.WAITING);
        enqueue(item);
      }
    }
  }

  private boolean advance(T item, @Nullable State before, State next) {
    return before == null
        ? states.putIfAbsent(item, next) == null
        : states.replace(item, before, next);
  }
}
