package io.kuma.persistence;

import static io.kuma.core.store.StoredTypes.BOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.event.Change;
import io.kuma.core.event.ChangeListener;
import io.kuma.core.event.Changes;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.Pace;
import io.kuma.core.snapshot.SnapshotThread;
import io.kuma.core.store.ResourceStore;
import io.kuma.core.store.StoredTypes.Book;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One control plane writes, another hears of it. */
@Timeout(60)
class PostgresNotificationsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestPostgres postgres = TestPostgres.create();
  private final LocalDatabase writing = postgres.open(new Changes());
  private final ResourceStore writer = writing.store(Clock.systemUTC());

  private final Changes heard = new Changes();
  private final BlockingQueue<ResourceKey> keys = new LinkedBlockingQueue<>();
  private final AtomicInteger gaps = new AtomicInteger();
  private final PostgresNotifications notifications =
      new PostgresNotifications(postgres.dataSource(), heard, Thread::new);

  @BeforeEach
  void listen() throws InterruptedException {
    heard.subscribe(
        new ChangeListener() {
          @Override
          public void onChange(Change change) {
            keys.add(change.key());
          }

          @Override
          public void onGap() {
            gaps.incrementAndGet();
          }
        });
    notifications.start();
    await(() -> gaps.get() == 1);
  }

  @AfterEach
  void close() {
    notifications.close();
    assertThat(notifications.isListening()).isFalse();
    writing.close();
  }

  @Test
  void hearsOfEachWriteOfAnother() throws InterruptedException {
    Resource<Book> book = create("b");
    assertThat(next()).isEqualTo(book.key());
    writer.update(BOOK, book);
    assertThat(next()).isEqualTo(book.key());
    writer.delete(BOOK, book.key());
    assertThat(next()).isEqualTo(book.key());
  }

  @Test
  void hearsOfATransactionWhenItCommitsAndNothingIfItDoesNot() throws InterruptedException {
    assertThatThrownBy(
            () ->
                writing.required(
                    () -> {
                      create("doomed");
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    writing.required(
        () -> {
          create("owner");
          writer.create(
              BOOK, Resource.of(BOOK.key("m", "owned"), new Book("x")), BOOK.key("m", "owner"));
          assertThat(keys).isEmpty();
          return "committed";
        });

    assertThat(List.of(next(), next()))
        .containsExactly(BOOK.key("m", "owner"), BOOK.key("m", "owned"));
    writer.delete(BOOK, BOOK.key("m", "owner"));
    assertThat(List.of(next(), next()))
        .as("the database deletes what is owned, and says so")
        .containsExactlyInAnyOrder(BOOK.key("m", "owner"), BOOK.key("m", "owned"));
    assertThat(keys).isEmpty();
  }

  @Test
  void connectsAgainAndTellsOfTheGap() throws InterruptedException {
    for (int loss = 1; loss <= 3; loss++) {
      killListener();
      Resource<Book> during = create("during-" + loss);
      int expected = loss + 1;
      await(() -> gaps.get() >= expected && notifications.isListening());

      Resource<Book> after = create("after-" + loss);
      ResourceKey first = next();
      // The new connection may have been there before the write.
      assertThat(first.equals(during.key()) ? next() : first).isEqualTo(after.key());
    }
  }

  @Test
  void looksAtEverythingWhenItDoesNotUnderstand() throws InterruptedException {
    postgres.execute(
        "notify resource_events, 'not json'",
        "notify resource_events, '{\"data\":{\"name\":7}}'",
        "notify other_events, 'not for us'");
    await(() -> gaps.get() == 3);
    assertThat(keys).isEmpty();
  }

  @Test
  void snapshotsOfAnotherFollowAndRepairWhatWasNotSaid() throws InterruptedException {
    try (LocalDatabase reading = postgres.open(new Changes());
        MeshSnapshots snapshots = snapshots(reading.store(Clock.systemUTC()))) {
      snapshots.start();
      await(snapshots::isReady);
      mesh("told");
      await(() -> snapshots.find("told").isPresent());

      // Said while nobody listened.
      killListener();
      mesh("in-the-gap");
      await(() -> snapshots.find("in-the-gap").isPresent());

      // Never said.
      postgres.execute("alter table resources disable trigger products_notify_event");
      mesh("unsaid");
      writer.delete(CoreTypes.MESH, CoreTypes.MESH.key("", "told"));
      await(() -> snapshots.find("unsaid").isPresent() && snapshots.find("told").isEmpty());

      // Said twice.
      postgres.execute("alter table resources enable trigger products_notify_event");
      String twice =
          "notify resource_events, '{\"data\":{\"name\":\"twice\",\"mesh\":\"\",\"type\":\"Mesh\"}}'";
      mesh("twice");
      postgres.execute(twice, twice);
      await(() -> snapshots.find("twice").isPresent());
      assertThat(snapshots.meshes()).containsExactly("in-the-gap", "twice", "unsaid");
    }
  }

  private MeshSnapshots snapshots(ResourceStore store) {
    ResourceReader reader =
        new ResourceReader() {
          @Override
          public <S extends Spec> Optional<Resource<S>> find(
              ResourceType<S> type, ResourceKey key) {
            return store.find(type, key);
          }

          @Override
          public <S extends Spec> List<Resource<S>> list(
              ResourceType<S> type, @Nullable String mesh) {
            return store.list(type, mesh);
          }
        };
    return new MeshSnapshots(
        reader,
        heard,
        List.of(CoreTypes.DATAPLANE),
        Pace.DEFAULT.withRepair(Duration.ofSeconds(1)),
        SnapshotThread.start());
  }

  private void mesh(String name) {
    writer.create(CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", name), Mesh.EMPTY), null);
  }

  private Resource<Book> create(String name) {
    return writer.create(BOOK, Resource.of(BOOK.key("m", name), new Book("x")), null);
  }

  private void killListener() {
    assertThat(
            postgres.query(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                    + " current_database() and query = 'listen resource_events'"))
        .isNotEmpty();
  }

  private ResourceKey next() throws InterruptedException {
    ResourceKey key = keys.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(key).as("a change is heard").isNotNull();
    return key;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
