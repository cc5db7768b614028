package io.kuma.core.store;

import static io.kuma.core.store.StoredTypes.BOOK;
import static io.kuma.core.store.StoredTypes.SHELF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.Transactions;
import io.kuma.core.store.StoredTypes.Book;
import io.kuma.core.store.StoredTypes.Condition;
import io.kuma.core.store.StoredTypes.Shelf;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ResourceStore} keeps to. A store's test extends this and says how to open one.
 */
@Timeout(60)
public abstract class ResourceStoreContract {
  private static final Instant START = Instant.parse("2030-01-02T03:04:05.123456Z");

  private final TestClock clock = new TestClock();
  private final Changes changes = new Changes();
  private final List<ResourceKey> announced = new CopyOnWriteArrayList<>();

  private Opened opened;
  private ResourceStore store;

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

  @Test
  void createsWithVersionOneAndTheTime() {
    Resource<Book> created = store.create(BOOK, book("m", "b", "Ulysses"), null);

    assertThat(created.meta().version()).isEqualTo(1);
    assertThat(created.meta().created()).isEqualTo(START);
    assertThat(created.meta().modified()).isEqualTo(START);
    assertThat(store.find(BOOK, created.key())).contains(created);
  }

  @Test
  void keepsLabelsAndStatus() {
    Resource<Book> wanted =
        labelled(book("m", "b", "Ulysses"), Map.of("team", "core", "a/b", ""))
            .withStatus(new Condition("torn"));

    Resource<Book> created = store.create(BOOK, wanted, null);

    assertThat(created.meta().labels()).isEqualTo(wanted.meta().labels());
    assertThat(store.find(BOOK, created.key())).contains(created);
  }

  @Test
  void keepsEveryCharacter() {
    String title =
        "a\"b\\c\n\t'; drop table resources; -- \u00e4\u20ac\ud83d\ude00 " + "x".repeat(20_000);

    Resource<Book> created = store.create(BOOK, book("m", "b", title), null);

    assertThat(store.find(BOOK, created.key()).orElseThrow().spec().title()).isEqualTo(title);
  }

  @Test
  void refusesAKeyThatIsTaken() {
    Resource<Book> created = store.create(BOOK, book("m", "b", "Ulysses"), null);

    assertThatThrownBy(() -> store.create(BOOK, book("m", "b", "Dubliners"), null))
        .isInstanceOf(Conflict.class);
    assertThat(store.find(BOOK, created.key())).contains(created);
  }

  @Test
  void tellsKeysApartByMeshAndType() {
    store.create(SHELF, shelf("x", "hall"), null);
    store.create(BOOK, book("m", "x", "one"), null);
    store.create(BOOK, book("n", "x", "two"), null);

    assertThat(titles(store.list(BOOK, null))).containsExactly("one", "two");
    assertThat(store.find(SHELF, SHELF.key("", "x")).orElseThrow().spec().place())
        .isEqualTo("hall");
  }

  @Test
  void findsNothingWhereNothingIs() {
    store.create(BOOK, book("m", "b", "Ulysses"), null);

    assertThat(store.find(BOOK, BOOK.key("m", "c"))).isEmpty();
    assertThat(store.find(BOOK, BOOK.key("n", "b"))).isEmpty();
    assertThat(store.list(SHELF, null)).isEmpty();
    assertThat(store.list(BOOK, "n")).isEmpty();
  }

  @Test
  void updatesSpecStatusAndLabels() {
    Resource<Book> created = store.create(BOOK, book("m", "b", "Ulysses"), null);
    clock.advance(Duration.ofSeconds(90));

    Resource<Book> updated =
        store.update(
            BOOK,
            labelled(created.withSpec(new Book("Dubliners")), Map.of("k", "v"))
                .withStatus(new Condition("new")));

    assertThat(updated.meta().version()).isEqualTo(2);
    assertThat(updated.meta().created()).isEqualTo(START);
    assertThat(updated.meta().modified()).isEqualTo(START.plusSeconds(90));
    assertThat(updated.spec().title()).isEqualTo("Dubliners");
    assertThat(store.find(BOOK, created.key())).contains(updated);
  }

  @Test
  void removesStatusAndLabelsThatAreGone() {
    Resource<Book> created =
        store.create(
            BOOK,
            labelled(book("m", "b", "Ulysses"), Map.of("k", "v")).withStatus(new Condition("new")),
            null);

    Resource<Book> updated = store.update(BOOK, labelled(created, Map.of()).withStatus(null));

    assertThat(updated.meta().labels()).isEmpty();
    assertThat(store.find(BOOK, created.key())).contains(updated);
  }

  @Test
  void refusesAnUpdateOfAnotherVersion() {
    Resource<Book> created = store.create(BOOK, book("m", "b", "Ulysses"), null);
    Resource<Book> updated = store.update(BOOK, created.withSpec(new Book("Dubliners")));

    assertThatThrownBy(() -> store.update(BOOK, created.withSpec(new Book("Exiles"))))
        .isInstanceOf(Conflict.class);
    assertThat(store.find(BOOK, created.key())).contains(updated);
  }

  @Test
  void refusesAnUpdateOfWhatIsNotThere() {
    assertThatThrownBy(() -> store.update(BOOK, book("m", "b", "Ulysses")))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void deletes() {
    Resource<Book> created = store.create(BOOK, book("m", "b", "Ulysses"), null);

    store.delete(BOOK, created.key());

    assertThat(store.find(BOOK, created.key())).isEmpty();
    assertThatThrownBy(() -> store.delete(BOOK, created.key())).isInstanceOf(NotFound.class);
  }

  @Test
  void createsAgainWhatWasDeleted() {
    Resource<Book> created = store.create(BOOK, book("m", "b", "Ulysses"), null);
    store.delete(BOOK, created.key());

    Resource<Book> again = store.create(BOOK, book("m", "b", "Dubliners"), null);

    assertThat(again.meta().version()).isEqualTo(1);
    assertThat(store.find(BOOK, created.key())).contains(again);
  }

  @Test
  void listsByMeshAndName() {
    store.create(BOOK, book("n", "a", "5"), null);
    store.create(BOOK, book("m", "b", "3"), null);
    store.create(BOOK, book("m", "B", "1"), null);
    store.create(BOOK, book("m", "a-b", "2"), null);
    store.create(BOOK, book("m", "b0", "4"), null);

    assertThat(titles(store.list(BOOK, null))).containsExactly("1", "2", "3", "4", "5");
    assertThat(titles(store.list(BOOK, "m"))).containsExactly("1", "2", "3", "4");
  }

  @Test
  void listsByPage() {
    for (String name : List.of("e", "B", "a_b", "a", "d", "c")) {
      store.create(BOOK, book("m", name, name), null);
    }
    store.create(BOOK, book("n", "f", "f"), null);
    store.create(SHELF, shelf("a", "hall"), null);

    assertThat(page("m", ListOptions.ALL.page(0, 2))).isEqualTo("B a of 6");
    assertThat(page("m", ListOptions.ALL.page(2, 3))).isEqualTo("a_b c d of 6");
    assertThat(page("m", ListOptions.ALL.page(5, 100))).isEqualTo("e of 6");
    assertThat(page("m", ListOptions.ALL.page(6, 10))).isEqualTo(" of 6");
    assertThat(page("m", ListOptions.ALL.page(7, 10))).isEqualTo(" of 6");
    assertThat(page(null, ListOptions.ALL.page(5, 10))).isEqualTo("e f of 7");
    assertThat(page("nobody", ListOptions.ALL.page(0, 10))).isEqualTo(" of 0");
  }

  @Test
  void listsByAPartOfTheName() {
    for (String name : List.of("web-1", "web-2", "api%1", "api_1", "api\\1", "apix1", "WEB-1")) {
      store.create(BOOK, book("m", name, name), null);
    }

    assertThat(page("m", named("web"))).isEqualTo("web-1 web-2 of 2");
    assertThat(page("m", named("web").page(1, 1))).isEqualTo("web-2 of 2");
    assertThat(page("m", named("%"))).as("no pattern").isEqualTo("api%1 of 1");
    assertThat(page("m", named("i_1"))).isEqualTo("api_1 of 1");
    assertThat(page("m", named("\\"))).isEqualTo("api\\1 of 1");
    assertThat(page("m", named("'; --"))).isEqualTo(" of 0");
  }

  @Test
  void listsByLabels() {
    store.create(BOOK, labelled(book("m", "a", "a"), Map.of("team", "core", "x", "1")), null);
    store.create(BOOK, labelled(book("m", "b", "b"), Map.of("team", "core-2", "x", "1")), null);
    store.create(BOOK, labelled(book("m", "c", "c"), Map.of("a/team", "core")), null);
    store.create(BOOK, labelled(book("m", "d", "d"), Map.of("q", "\"team\":\"core\"")), null);
    store.create(BOOK, labelled(book("m", "e", "e"), Map.of("team", "c%re", "y", "")), null);

    assertThat(page("m", labels("team", "core"))).isEqualTo("a of 1");
    assertThat(page("m", labels("x", "1"))).isEqualTo("a b of 2");
    assertThat(page("m", labels("x", "1").page(1, 1))).isEqualTo("b of 2");
    assertThat(page("m", labels("x", "1", "team", "core-2"))).isEqualTo("b of 1");
    assertThat(page("m", labels("team", "core", "team", "core-2"))).isEqualTo(" of 0");
    assertThat(page("m", labels("y", ""))).isEqualTo("e of 1");
    assertThat(page("m", labels("team", "c%re"))).isEqualTo("e of 1");
    assertThat(page("m", labels("q", "\"team\":\"core\""))).isEqualTo("d of 1");
    assertThat(page("m", new ListOptions("a", labels("x", "1").labels(), 0, 9)))
        .isEqualTo("a of 1");
  }

  @Test
  void takesWhatIsOwnedAlong() {
    ResourceKey shelf = store.create(SHELF, shelf("s", "hall"), null).key();
    ResourceKey book = store.create(BOOK, book("m", "b", "Ulysses"), shelf).key();
    ResourceKey note = store.create(BOOK, book("m", "note", "on Ulysses"), book).key();
    ResourceKey other = store.create(BOOK, book("m", "other", "Exiles"), null).key();
    announced.clear();

    store.delete(SHELF, shelf);

    assertThat(store.find(BOOK, book)).isEmpty();
    assertThat(store.find(BOOK, note)).isEmpty();
    assertThat(store.find(BOOK, other)).isPresent();
    assertThat(announced).containsExactlyInAnyOrder(shelf, book, note);
  }

  @Test
  void keepsTheOwnerThroughUpdates() {
    ResourceKey shelf = store.create(SHELF, shelf("s", "hall"), null).key();
    Resource<Book> book = store.create(BOOK, book("m", "b", "Ulysses"), shelf);
    store.update(BOOK, book.withSpec(new Book("Dubliners")));

    store.delete(SHELF, shelf);

    assertThat(store.find(BOOK, book.key())).isEmpty();
  }

  @Test
  void refusesAnOwnerThatIsNotThere() {
    ResourceKey nobody = SHELF.key("", "nobody");

    assertThatThrownBy(() -> store.create(BOOK, book("m", "b", "Ulysses"), nobody))
        .isInstanceOfSatisfying(
            NotFound.class, failure -> assertThat(failure.key()).isEqualTo(nobody));
    assertThat(store.list(BOOK, null)).isEmpty();
  }

  @Test
  void announcesEachWrite() {
    Resource<Book> created = store.create(BOOK, book("m", "b", "Ulysses"), null);
    store.update(BOOK, created);
    store.delete(BOOK, created.key());

    assertThat(announced).containsExactly(created.key(), created.key(), created.key());
  }

  @Test
  void announcesNothingThatFailed() {
    Resource<Book> created = store.create(BOOK, book("m", "b", "Ulysses"), null);
    announced.clear();

    assertThatThrownBy(() -> store.create(BOOK, created, null)).isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> store.delete(SHELF, SHELF.key("", "x"))).isInstanceOf(NotFound.class);

    assertThat(announced).isEmpty();
  }

  @Test
  void showsWhatIsAnnounced() {
    AtomicReference<Object> seen = new AtomicReference<>();
    ResourceKey key = BOOK.key("m", "b");
    changes.subscribe(change -> seen.set(store.find(BOOK, change.key())));

    Resource<Book> created = store.create(BOOK, book("m", "b", "Ulysses"), null);

    assertThat(seen.get()).isEqualTo(store.find(BOOK, key));
    assertThat(store.find(BOOK, key)).contains(created);
  }

  @Test
  void announcesATransactionOnceItHasCommitted() {
    opened
        .transactions()
        .required(
            () -> {
              Resource<Book> created = store.create(BOOK, book("m", "a", "one"), null);
              store.update(BOOK, created);
              store.create(BOOK, book("m", "b", "two"), null);
              assertThat(announced).isEmpty();
              return created;
            });

    assertThat(announced).containsExactly(BOOK.key("m", "a"), BOOK.key("m", "b"));
  }

  @Test
  void readsItsOwnWritesInATransaction() {
    opened
        .transactions()
        .required(
            () -> {
              Resource<Book> created = store.create(BOOK, book("m", "a", "one"), null);
              assertThat(store.find(BOOK, created.key())).contains(created);
              Resource<Book> updated = store.update(BOOK, created.withSpec(new Book("two")));
              assertThat(store.find(BOOK, created.key())).contains(updated);
              assertThat(titles(store.list(BOOK, "m"))).containsExactly("two");
              store.delete(BOOK, created.key());
              assertThat(store.find(BOOK, created.key())).isEmpty();
              return store.create(BOOK, book("m", "a", "three"), null);
            });

    assertThat(titles(store.list(BOOK, null))).containsExactly("three");
  }

  @Test
  void rollsBackATransactionThatThrows() {
    Resource<Book> before = store.create(BOOK, book("m", "a", "one"), null);
    Resource<Book> doomed = store.create(BOOK, book("m", "c", "three"), null);
    announced.clear();
    IllegalStateException failure = new IllegalStateException("on purpose");

    assertThatThrownBy(
            () ->
                opened
                    .transactions()
                    .required(
                        () -> {
                          store.update(BOOK, before.withSpec(new Book("changed")));
                          store.create(BOOK, book("m", "b", "two"), null);
                          store.delete(BOOK, doomed.key());
                          throw failure;
                        }))
        .isSameAs(failure);

    assertThat(store.list(BOOK, null)).containsExactly(before, doomed);
    assertThat(announced).isEmpty();
  }

  @Test
  void losesNoUpdateOfManyWriters() throws InterruptedException {
    ConcurrentWriters.run(store);
  }

  /** Titles, and the total. */
  private String page(@Nullable String mesh, ListOptions options) {
    ResourcePage<Book> page = store.list(BOOK, mesh, options);
    return String.join(" ", titles(page.items())) + " of " + page.total();
  }

  private static ListOptions named(String part) {
    return new ListOptions(part, List.of(), 0, Integer.MAX_VALUE);
  }

  private static ListOptions labels(String... pairs) {
    List<ListOptions.Label> labels = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.add(new ListOptions.Label(pairs[i], pairs[i + 1]));
    }
    return new ListOptions("", labels, 0, Integer.MAX_VALUE);
  }

  private static Resource<Book> book(String mesh, String name, String title) {
    return Resource.of(BOOK.key(mesh, name), new Book(title));
  }

  private static Resource<Shelf> shelf(String name, String place) {
    return Resource.of(SHELF.key("", name), new Shelf(place));
  }

  private static Resource<Book> labelled(Resource<Book> book, Map<String, String> labels) {
    return book.withMeta(book.meta().withLabels(labels));
  }

  private static List<String> titles(List<Resource<Book>> books) {
    return books.stream().map(book -> book.spec().title()).toList();
  }

  /** Stands still until it is advanced. */
  private static final class TestClock extends Clock {
    private Instant now = START;

    private void advance(Duration time) {
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
