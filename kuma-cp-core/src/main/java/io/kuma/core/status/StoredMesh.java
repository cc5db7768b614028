package io.kuma.core.status;

import io.kuma.core.manager.ResourceReader;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mesh as it is stored, with whole statuses and versions, which other snapshots do not keep up to
 * date. Each type is read once, when it is first asked for: not all of it is of one moment, and who
 * writes something has to be told of conflicts.
 */
public final class StoredMesh implements MeshSnapshot {
  private final ResourceReader store;
  private final String mesh;
  private final Optional<MeshSnapshot> snapshot;
  private final Set<ResourceType<?>> ofSnapshot;
  private final Map<ResourceType<?>, List<? extends Resource<?>>> read = new HashMap<>();

  private StoredMesh(
      ResourceReader store,
      String mesh,
      Optional<MeshSnapshot> snapshot,
      Set<ResourceType<?>> ofSnapshot) {
    this.store = store;
    this.mesh = mesh;
    this.snapshot = snapshot;
    this.ofSnapshot = ofSnapshot;
  }

  /** Reads everything. */
  public static StoredMesh of(ResourceReader store, String mesh) {
    return new StoredMesh(store, mesh, Optional.empty(), Set.of());
  }

  /**
   * Takes what has no status, the Mesh, its many proxies and the secrets of its authorities, from a
   * snapshot that is there.
   */
  public static StoredMesh of(ResourceReader store, MeshSnapshot snapshot) {
    return new StoredMesh(
        store,
        snapshot.mesh(),
        Optional.of(snapshot),
        Set.of(CoreTypes.MESH, CoreTypes.DATAPLANE, CoreTypes.SECRET));
  }

  /** The insights of its proxies, by their names. */
  public Map<String, DataplaneInsight> insights() {
    Map<String, DataplaneInsight> insights = new HashMap<>();
    all(CoreTypes.DATAPLANE_INSIGHT)
        .forEach(insight -> insights.put(insight.name(), insight.spec()));
    return insights;
  }

  @Override
  public String mesh() {
    return mesh;
  }

  @Override
  public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
    return read.computeIfAbsent(type, unread -> read(type)).stream().map(type::cast).toList();
  }

  private <S extends Spec> List<Resource<S>> read(ResourceType<S> type) {
    if (ofSnapshot.contains(type)) {
      return snapshot.orElseThrow().all(type);
    }
    if (type.equals(CoreTypes.MESH)) {
      return store.find(type, type.key("", mesh)).stream().toList();
    }
    return store.list(type, type.scope() == Scope.MESH ? mesh : null);
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return all(type).stream().filter(one -> one.key().equals(key)).findFirst();
  }
}
