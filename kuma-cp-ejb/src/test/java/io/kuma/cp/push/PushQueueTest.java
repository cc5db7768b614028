package io.kuma.cp.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PushQueueTest {
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();

  private PushQueue<String> queue(Consumer<String> work) {
    return new PushQueue<>(threads::add, work.andThen(done::add));
  }

  private void runAll() {
    for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
      task.run();
    }
  }

  @Test
  void whatWaitsIsNotPutInAgain() {
    PushQueue<String> queue = queue(item -> {});
    queue.request("a");
    queue.request("a");
    queue.request("a");
    runAll();
    assertThat(done).containsExactly("a");
    queue.request("a");
    runAll();
    assertThat(done).containsExactly("a", "a");
  }

  @Test
  void itemsComeInTheOrderOfTheirFirstRequest() {
    PushQueue<String> queue = queue(item -> {});
    List.of("b", "a", "c", "a", "b").forEach(queue::request);
    runAll();
    assertThat(done).containsExactly("b", "a", "c");
  }

  @Test
  void whatIsAskedForWhileItRunsRunsOnceMoreBehindTheOthers() {
    AtomicInteger runs = new AtomicInteger();
    List<PushQueue<String>> self = new ArrayList<>();
    PushQueue<String> queue =
        queue(
            item -> {
              if (item.equals("a") && runs.incrementAndGet() == 1) {
                self.get(0).request("a");
                self.get(0).request("a");
              }
            });
    self.add(queue);
    queue.request("a");
    queue.request("b");
    runAll();
    assertThat(done).containsExactly("a", "b", "a");
  }

  @Test
  void whatFailsCanBeAskedForAgain() {
    List<String> tried = new ArrayList<>();
    PushQueue<String> queue =
        new PushQueue<>(
            threads::add,
            item -> {
              tried.add(item);
              throw new IllegalStateException("no");
            });
    for (int i = 1; i <= 2; i++) {
      queue.request("a");
      Runnable task = threads.remove();
      try {
        task.run();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("no");
      }
      assertThat(tried).hasSize(i);
    }
  }

  /** Nothing that was asked for is lost and no item runs twice at a time, whoever asks. */
  @Test
  void holdsUnderManyThreads() throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(4);
    ConcurrentHashMap<Integer, Integer> wanted = new ConcurrentHashMap<>();
    ConcurrentHashMap<Integer, Integer> seen = new ConcurrentHashMap<>();
    ConcurrentHashMap<Integer, Boolean> running = new ConcurrentHashMap<>();
    AtomicInteger overlaps = new AtomicInteger();
    PushQueue<Integer> queue =
        new PushQueue<>(
            workers,
            item -> {
              if (running.put(item, true) != null) {
                overlaps.incrementAndGet();
              }
              seen.put(item, wanted.getOrDefault(item, 0));
              running.remove(item);
            });
    List<Thread> askers = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread asker =
          new Thread(
              () -> {
                for (int i = 0; i < 5000; i++) {
                  wanted.merge(i % 7, 1, Integer::sum);
                  queue.request(i % 7);
                }
              });
      askers.add(asker);
      asker.start();
    }
    for (Thread asker : askers) {
      asker.join();
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!seen.equals(wanted) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    workers.shutdown();
    assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).isEqualTo(wanted);
    assertThat(overlaps).hasValue(0);
  }
}
