package io.kuma.core.store;

import static io.kuma.core.store.StoredTypes.BOOK;
import static io.kuma.core.store.StoredTypes.SHELF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.store.StoredTypes.Book;
import io.kuma.core.store.StoredTypes.Condition;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ResourceStore} keeps to. A store's test extends this and says how to open one.
 */
@Timeout(60)
public abstract class ResourceStoreContract extends ListContract {
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
}
