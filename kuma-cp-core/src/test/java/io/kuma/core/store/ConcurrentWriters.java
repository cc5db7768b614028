package io.kuma.core.store;

import static io.kuma.core.store.StoredTypes.BOOK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.store.StoredTypes.Book;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fifty writers count one number up together while fifty others fight for one name. Each counts
 * again when somebody was faster, so the number tells whether an update was lost.
 */
public final class ConcurrentWriters {
  private static final int WRITERS = 50;

  private ConcurrentWriters() {}

  static void run(ResourceStore store) throws InterruptedException {
    run(store, store);
  }

  /**
   * Half of them write by one of two stores over the same database.
   *
   * @throws AssertionError if an update was lost, or two of a name were created
   */
  public static void run(ResourceStore store, ResourceStore other) throws InterruptedException {
    ResourceKey counter = BOOK.key("m", "counter");
    ResourceKey prize = BOOK.key("m", "prize");
    store.create(BOOK, Resource.of(counter, new Book("0")), null);
    AtomicInteger winners = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> running = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(2 * WRITERS);
    try {
      for (int i = 0; i < WRITERS; i++) {
        ResourceStore mine = i % 2 == 0 ? store : other;
        running.add(threads.submit(() -> afterStart(start, () -> countUp(mine, counter))));
        running.add(
            threads.submit(
                () ->
                    afterStart(
                        start,
                        () -> {
                          if (creates(mine, prize)) {
                            winners.incrementAndGet();
                          }
                        })));
      }
      start.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
    }
    assertThat(winners).hasValue(1);
    Resource<Book> counted = store.find(BOOK, counter).orElseThrow();
    assertThat(counted.spec().title()).isEqualTo(Integer.toString(WRITERS));
    assertThat(counted.meta().version()).isEqualTo(WRITERS + 1);
  }

  private static void afterStart(CountDownLatch start, Runnable work) {
    try {
      start.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    work.run();
  }

  private static void countUp(ResourceStore store, ResourceKey counter) {
    while (true) {
      Resource<Book> current = store.find(BOOK, counter).orElseThrow();
      int next = Integer.parseInt(current.spec().title()) + 1;
      try {
        store.update(BOOK, current.withSpec(new Book(Integer.toString(next))));
        return;
      } catch (Conflict e) {
        Thread.onSpinWait();
      }
    }
  }

  private static boolean creates(ResourceStore store, ResourceKey prize) {
    try {
      store.create(BOOK, Resource.of(prize, new Book("mine")), null);
      return true;
    } catch (Conflict e) {
      return false;
    }
  }
}
