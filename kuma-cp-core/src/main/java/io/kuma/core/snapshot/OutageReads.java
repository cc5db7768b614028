package io.kuma.core.snapshot;

import io.kuma.core.manager.ResourceManager;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets people read on while the store is away: what is in the snapshots is answered from there,
 * specs and labels as they were last, though perhaps without the last status. What is in no
 * snapshot (insights, secrets) is {@link StoreUnavailable} like every write.
 */
public final class OutageReads implements ResourceManager {
  private final ResourceManager manager;
  private final MeshSnapshots snapshots;

  public OutageReads(ResourceManager manager, MeshSnapshots snapshots) {
    this.manager = manager;
    this.snapshots = snapshots;
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return orFromMemory(
        type,
        () -> manager.find(type, key),
        () ->
            remembered(type, meshOf(type, key))
                .filter(resource -> resource.key().equals(key))
                .findFirst());
  }

  @Override
  public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
    return orFromMemory(
        type, () -> manager.list(type, mesh), () -> remembered(type, mesh).toList());
  }

  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    return orFromMemory(
        type,
        () -> manager.list(type, mesh, options),
        () -> options.of(remembered(type, mesh).toList()));
  }

  private <T> T orFromMemory(ResourceType<?> type, Supplier<T> store, Supplier<T> memory) {
    try {
      return store.get();
    } catch (StoreUnavailable e) {
      if (!snapshots.isReady() || !snapshots.hold(type)) {
        throw e;
      }
      return memory.get();
    }
  }

  private static @Nullable String meshOf(ResourceType<?> type, ResourceKey key) {
    if (type.equals(CoreTypes.MESH)) {
      return key.name();
    }
    return type.scope() == Scope.MESH ? key.mesh() : null;
  }

  /** Sorted by key, each once: resources of global scope are in the snapshot of every mesh. */
  private <S extends Spec> Stream<Resource<S>> remembered(
      ResourceType<S> type, @Nullable String mesh) {
    Stream<String> meshes = mesh == null ? snapshots.meshes().stream() : Stream.of(mesh);
    return meshes
        .flatMap(name -> snapshots.find(name).stream())
        .flatMap(snapshot -> snapshot.all(type).stream())
        .sorted(Comparator.comparing(Resource::key))
        .distinct();
  }

  @Override
  public <S extends Spec> Resource<S> create(ResourceType<S> type, Resource<S> resource) {
    return manager.create(type, resource);
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, ResourceKey owner) {
    return manager.create(type, resource, owner);
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    return manager.update(type, resource);
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    manager.delete(type, key);
  }

  @Override
  public <S extends Spec> Map<String, String> computeLabels(
      ResourceType<S> type, Resource<S> resource) {
    return manager.computeLabels(type, resource);
  }

  @Override
  public <S extends Spec> Resource<S> complete(ResourceType<S> type, Resource<S> resource) {
    return manager.complete(type, resource);
  }
}
