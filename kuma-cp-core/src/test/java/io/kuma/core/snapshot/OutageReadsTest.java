package io.kuma.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.manager.Transactions;
import io.kuma.core.store.BreakableStore;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.core.store.StoredTypes;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageReadsTest {
  private final SnapshotFixture fixture =
      SnapshotFixture.started(
          "{type: Mesh, name: m}",
          "{type: Mesh, name: n}",
          "{type: Shelf, name: s, spec: {place: hall}}",
          "{type: Book, mesh: m, name: a, spec: {title: one}}",
          "{type: Book, mesh: m, name: b, labels: {team: core}, spec: {title: two}}",
          "{type: Book, mesh: n, name: a, spec: {title: three}}");
  private final BreakableStore store = new BreakableStore(fixture.store);
  private final OutageReads reads =
      new OutageReads(
          new TransactionalResourceManager(
              store, Transactions.none(), ControlPlane.standalone("z"), List.of()),
          fixture.snapshots);

  @Test
  void readsFromMemoryWhatTheStoreWouldSay() {
    List<Object> before = everything();
    store.breakDown();

    assertThat(everything()).isEqualTo(before);
    assertThat(before).doesNotContain(List.of());
  }

  private List<Object> everything() {
    return List.of(
        reads.list(CoreTypes.MESH, null),
        reads.find(CoreTypes.MESH, CoreTypes.MESH.key("", "n")),
        reads.find(CoreTypes.MESH, CoreTypes.MESH.key("", "o")),
        reads.list(StoredTypes.BOOK, null),
        reads.list(StoredTypes.BOOK, "m"),
        reads.list(
            StoredTypes.BOOK,
            null,
            new ListOptions("", List.of(new ListOptions.Label("team", "core")), 0, 9)),
        reads.list(StoredTypes.BOOK, null, ListOptions.ALL.page(1, 1)),
        reads.find(StoredTypes.BOOK, StoredTypes.BOOK.key("n", "a")),
        reads.find(StoredTypes.BOOK, StoredTypes.BOOK.key("o", "a")),
        reads.list(StoredTypes.SHELF, null),
        reads.find(StoredTypes.SHELF, StoredTypes.SHELF.key("", "s")));
  }

  @Test
  void saysSoWhereMemoryDoesNotKnowAndOfEveryWrite() {
    Resource<?> book = reads.find(StoredTypes.BOOK, StoredTypes.BOOK.key("n", "a")).orElseThrow();
    store.breakDown();

    assertThatThrownBy(() -> reads.list(CoreTypes.SECRET, "m"))
        .isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> reads.list(CoreTypes.DATAPLANE_INSIGHT, null, ListOptions.ALL))
        .isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> reads.find(CoreTypes.SECRET, CoreTypes.SECRET.key("m", "s")))
        .isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> reads.delete(StoredTypes.BOOK, book.key()))
        .isInstanceOf(StoreUnavailable.class);
  }
}
