package io.kuma.core.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.manager.Transactions;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RehearsedStoreTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private final ResourceCodec codec = new JacksonResourceCodec();
  private final MemoryResourceStore real = new MemoryResourceStore(CLOCK, new Changes());
  private final RehearsedStore rehearsed =
      new RehearsedStore(
          new TransactionalResourceManager(
              real, Transactions.none(), ControlPlane.standalone("default"), List.of()),
          CLOCK);

  @BeforeEach
  void fill() {
    real.create(CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", "m"), Mesh.EMPTY), null);
    real.create(CoreTypes.DATAPLANE, proxy("b", 80), CoreTypes.MESH.key("", "m"));
  }

  private Resource<Dataplane> proxy(String name, int port) {
    return Resource.of(
        CoreTypes.DATAPLANE.key("m", name),
        codec.toSpec(
            CoreTypes.DATAPLANE,
            codec.parseYaml(
                "{networking: {address: 192.0.2.1, inbound: [{port: %d, tags: {kuma.io/service: s}}]}}"
                    .formatted(port))));
  }

  private List<String> names() {
    return rehearsed.list(CoreTypes.DATAPLANE, "m").stream().map(Resource::name).toList();
  }

  @Test
  void showsWhatIsStoredAndWhatWasWrittenInOneOrder() {
    rehearsed.create(CoreTypes.DATAPLANE, proxy("c", 80), null);
    rehearsed.create(CoreTypes.DATAPLANE, proxy("a", 80), null);
    assertThat(names()).containsExactly("a", "b", "c");
    assertThat(rehearsed.list(CoreTypes.DATAPLANE, "other")).isEmpty();
  }

  @Test
  void nothingReachesWhatIsStored() {
    Resource<Dataplane> before = rehearsed.list(CoreTypes.DATAPLANE, null).get(0);
    rehearsed.update(CoreTypes.DATAPLANE, before.withSpec(proxy("b", 81).spec()));
    rehearsed.create(CoreTypes.DATAPLANE, proxy("a", 80), null);

    assertThat(rehearsed.find(CoreTypes.DATAPLANE, before.key()).orElseThrow().spec())
        .isEqualTo(proxy("b", 81).spec());
    assertThat(real.list(CoreTypes.DATAPLANE, null)).containsExactly(before);
  }

  @Test
  void keepsToVersions() {
    Resource<Dataplane> before = rehearsed.list(CoreTypes.DATAPLANE, null).get(0);
    Resource<Dataplane> once = rehearsed.update(CoreTypes.DATAPLANE, before);
    assertThat(once.meta().version()).isEqualTo(before.meta().version() + 1);
    assertThatThrownBy(() -> rehearsed.update(CoreTypes.DATAPLANE, before))
        .isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> rehearsed.create(CoreTypes.DATAPLANE, proxy("b", 80), null))
        .isInstanceOf(Conflict.class);
  }

  @Test
  void whatIsDeletedIsGone() {
    rehearsed.delete(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "b"));
    assertThat(names()).isEmpty();
    assertThatThrownBy(
            () -> rehearsed.delete(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "b")))
        .isInstanceOf(NotFound.class);
    rehearsed.create(CoreTypes.DATAPLANE, proxy("b", 82), null);
    assertThat(names()).containsExactly("b");
  }

  @Test
  void aMeshGoesWithAllThatIsInIt() {
    rehearsed.create(CoreTypes.DATAPLANE, proxy("a", 80), null);
    rehearsed.delete(CoreTypes.MESH, CoreTypes.MESH.key("", "m"));
    assertThat(names()).isEmpty();
    assertThat(rehearsed.find(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "b"))).isEmpty();
    assertThat(real.list(CoreTypes.DATAPLANE, "m")).hasSize(1);
  }
}
