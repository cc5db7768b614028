package io.kuma.core.snapshot;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.core.store.StoredTypes;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A store in memory, snapshots of it, and what is seen of both. */
final class SnapshotFixture {
  private static final ResourceTypes TYPES =
      new ResourceTypes(
          List.of(
              CoreTypes.DATAPLANE,
              CoreTypes.DATAPLANE_INSIGHT,
              CoreTypes.MESH,
              CoreTypes.MESH_HTTP_ROUTE,
              CoreTypes.SECRET,
              StoredTypes.BOOK,
              StoredTypes.SHELF));

  private final ResourceCodec codec = new JacksonResourceCodec();
  final Changes changes = new Changes();

  /** Takes what is lost: a notification that nobody gets. */
  private final Changes silence = new Changes();

  final ManualThread thread = new ManualThread();
  final MemoryResourceStore store;
  final List<String> reads = new ArrayList<>();
  final List<Told> told = new ArrayList<>();
  final AtomicBoolean broken = new AtomicBoolean();
  final AtomicBoolean deaf = new AtomicBoolean();
  final MeshSnapshots snapshots;

  /** What a listener was told. */
  record Told(MeshSnapshot before, MeshSnapshot after, SnapshotDelta delta) {}

  SnapshotFixture() {
    store = new MemoryResourceStore(thread.clock(), silence);
    silence.subscribe(
        change -> {
          if (!deaf.get()) {
            changes.publish(List.of(change));
          }
        });
    snapshots =
        new MeshSnapshots(
            new Recorder(),
            changes,
            List.of(
                CoreTypes.MESH,
                CoreTypes.DATAPLANE,
                CoreTypes.MESH_HTTP_ROUTE,
                CoreTypes.SECRET,
                StoredTypes.BOOK,
                StoredTypes.SHELF),
            Pace.DEFAULT,
            thread);
    snapshots.listen((before, after, delta) -> told.add(new Told(before, after, delta)));
  }

  /** Started, and read once. */
  static SnapshotFixture started(String... yamls) {
    SnapshotFixture fixture = new SnapshotFixture();
    for (String yaml : yamls) {
      fixture.put(yaml);
    }
    fixture.snapshots.start();
    fixture.settle();
    return fixture;
  }

  /** Until everything noted was read; what was seen until then is forgotten. */
  void settle() {
    thread.pass(10_000);
    told.clear();
    reads.clear();
  }

  /** Creates or replaces the resources. */
  void put(String yaml) {
    codec.parseYamlDocuments(yaml).forEach(document -> put(codec.toResource(TYPES, document)));
  }

  private void put(Resource<?> resource) {
    put(TYPES.findByName(resource.key().type()).orElseThrow(), resource);
  }

  <S extends Spec> void put(ResourceType<S> type, Resource<?> resource) {
    Resource<S> typed = type.cast(resource);
    Optional<Resource<S>> stored = store.find(type, resource.key());
    if (stored.isEmpty()) {
      store.create(type, typed, null);
    } else {
      store.update(
          type,
          stored
              .get()
              .withSpec(typed.spec())
              .withMeta(stored.get().meta().withLabels(typed.meta().labels()))
              .withStatus(typed.status()));
    }
  }

  /** A Dataplane of the mesh {@code default} with one inbound. */
  static String dataplane(String name, String service, String address, String state) {
    return """
    {type: Dataplane, mesh: default, name: %s, networking: {address: %s, inbound: [
      {port: 8080, state: %s, tags: {kuma.io/service: %s}}]}}
    """
        .formatted(name, address, state, service);
  }

  MeshSnapshot snapshot(String mesh) {
    return snapshots.find(mesh).orElseThrow();
  }

  /** Notes what is read, and fails if it is told to. */
  private final class Recorder implements ResourceReader {
    @Override
    public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
      reads.add(key.toString());
      failIfBroken();
      return store.find(type, key);
    }

    @Override
    public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
      reads.add(type + " " + (mesh == null ? "*" : mesh + "/*"));
      failIfBroken();
      return store.list(type, mesh);
    }

    private void failIfBroken() {
      if (broken.get()) {
        throw new IllegalStateException("the store is out of order");
      }
    }
  }
}
