package io.kuma.cp.feature;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Asks again and again while something else goes on, and counts the answers. */
final class Load implements AutoCloseable {
  private final Map<String, Integer> answers = new TreeMap<>();
  private final Thread thread;
  private volatile boolean ended;

  Load(Supplier<String> request) {
    thread =
        new Thread(
            () -> {
              while (!ended) {
                String answer = request.get();
                synchronized (answers) {
                  answers.merge(answer, 1, Integer::sum);
                }
              }
            },
            "load");
    thread.start();
  }

  /** The answers until now. */
  Map<String, Integer> answers() {
    synchronized (answers) {
      return new TreeMap<>(answers);
    }
  }

  /** How many there were until now. */
  int total() {
    return answers().values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
