package io.kuma.core.store;

import static io.kuma.core.store.StoredTypes.BOOK;
import static io.kuma.core.store.StoredTypes.SHELF;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.Transactions;
import io.kuma.core.store.StoredTypes.Book;
import io.kuma.core.store.StoredTypes.Shelf;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;

/** A store that was just opened, what it has announced, and what is put into it. */
public abstract class OpenedStore {
  static final Instant START = Instant.parse("2030-01-02T03:04:05.123456Z");

  final TestClock clock = new TestClock();
  final Changes changes = new Changes();
  final List<ResourceKey> announced = new CopyOnWriteArrayList<>();

  Opened opened;
  ResourceStore store;

  /** A store and its transactions. */
  public record Opened(ResourceStore store, Transactions transactions) {}

  /** Opens an empty store that announces to {@code changes}. */
  protected abstract Opened open(Clock clock, Changes changes);

  @BeforeEach
  void openStore() {
    opened = open(clock, changes);
    store = opened.store();
    changes.subscribe(change -> announced.add(change.key()));
  }

  static Resource<Book> book(String mesh, String name, String title) {
    return Resource.of(BOOK.key(mesh, name), new Book(title));
  }

  static Resource<Shelf> shelf(String name, String place) {
    return Resource.of(SHELF.key("", name), new Shelf(place));
  }

  static Resource<Book> labelled(Resource<Book> book, Map<String, String> labels) {
    return book.withMeta(book.meta().withLabels(labels));
  }

  static List<String> titles(List<Resource<Book>> books) {
    return books.stream().map(book -> book.spec().title()).toList();
  }

  /** Stands still until it is advanced. */
  static final class TestClock extends Clock {
    private Instant now = START;

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
