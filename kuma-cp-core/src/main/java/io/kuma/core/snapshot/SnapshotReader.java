package io.kuma.core.snapshot;

import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.secret.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the next snapshots from those before: reads what is said to have changed and nothing else.
 * Belongs to one thread.
 */
final class SnapshotReader {
  /** Up to here reading by key is cheaper than reading all. */
  private static final int FEW = 16;

  private final ResourceReader store;
  private final List<ResourceType<?>> types;

  /** What was read last of each resource, also where the write changed nothing. */
  private final Map<ResourceKey, Stamp> known = new HashMap<>();

  /** Tells writes apart; a version alone would not if a resource was deleted and made again. */
  private record Stamp(long version, Instant modified) {
    static Stamp of(Resource<?> resource) {
      Meta meta = resource.meta();
      return new Stamp(meta.version(), meta.modified());
    }
  }

  /**
   * @param types without Mesh and Secret, which are read as they are needed
   */
  SnapshotReader(ResourceReader store, Collection<? extends ResourceType<?>> types) {
    this.store = store;
    this.types = List.copyOf(types);
  }

  /** The keys of all meshes: all that has to be read at first. */
  List<ResourceKey> meshes() {
    return store.list(CoreTypes.MESH, null).stream().map(Resource::key).toList();
  }

  /**
   * What became of the given snapshots.
   *
   * @param keys what is said to have changed
   */
  List<SnapshotStep> read(
      SortedMap<String, TableSnapshot> snapshots, Collection<ResourceKey> keys) {
    ChangedKeys changed = new ChangedKeys(keys);
    List<SnapshotStep> steps = new ArrayList<>();
    for (String mesh : changed.meshes(snapshots.keySet())) {
      read(mesh, Optional.ofNullable(snapshots.get(mesh)), changed).ifPresent(steps::add);
    }
    return steps;
  }

  private Optional<SnapshotStep> read(
      String mesh, Optional<TableSnapshot> before, ChangedKeys changed) {
    var draft = new SnapshotStep.Draft(before.orElseGet(() -> TableSnapshot.empty(mesh)));
    boolean meshChanged =
        draft.update(CoreTypes.MESH, find(CoreTypes.MESH, changed.keys(mesh, CoreTypes.MESH)));
    List<Resource<Mesh>> self = draft.table(CoreTypes.MESH).resources();
    if (self.isEmpty()) {
      known.keySet().removeIf(key -> key.mesh().equals(mesh));
      known.remove(VirtualHostConfig.key(mesh));
      return before.map(existed -> draft.deletion());
    }
    for (ResourceType<?> type : types) {
      update(draft, mesh, type, changed, before.isEmpty());
    }
    updateVirtualHosts(draft, mesh, changed, before.isEmpty());
    if (meshChanged
        || before.isEmpty()
        || !changed.keys(mesh, CoreTypes.MESH_IDENTITY).isEmpty()
        || !changed.keys(mesh, CoreTypes.SECRET).isEmpty()) {
      List<Resource<MeshIdentity>> identities = draft.table(CoreTypes.MESH_IDENTITY).resources();
      updateSecrets(draft, CertificateSecrets.of(self.get(0), identities));
    }
    return draft.finish();
  }

  private <S extends Spec> void update(
      SnapshotStep.Draft draft,
      String mesh,
      ResourceType<S> type,
      ChangedKeys changed,
      boolean isNew) {
    SortedSet<ResourceKey> keys = changed.keys(mesh, type);
    boolean many = keys.size() > FEW && keys.size() > draft.table(type).size() / 4;
    if (isNew || many) {
      draft.update(type, list(type, mesh, keys));
    } else if (!keys.isEmpty()) {
      draft.update(type, find(type, keys));
    }
  }

  /** Configs are of no mesh; the one of this mesh has its virtual hosts. */
  private void updateVirtualHosts(
      SnapshotStep.Draft draft, String mesh, ChangedKeys changed, boolean isNew) {
    ResourceKey own = VirtualHostConfig.key(mesh);
    if (isNew || changed.keys(mesh, CoreTypes.CONFIG).contains(own)) {
      draft.update(CoreTypes.CONFIG, find(CoreTypes.CONFIG, new TreeSet<>(List.of(own))));
    }
  }

  /** Certificates come and go with who names them, not only when they are written. */
  private void updateSecrets(SnapshotStep.Draft draft, SortedSet<ResourceKey> named) {
    Map<ResourceKey, Optional<Resource<Secret>>> read = find(CoreTypes.SECRET, named);
    for (Resource<Secret> secret : draft.table(CoreTypes.SECRET).resources()) {
      if (!named.contains(secret.key())) {
        known.remove(secret.key());
        read.put(secret.key(), Optional.empty());
      }
    }
    draft.update(CoreTypes.SECRET, read);
  }

  private <S extends Spec> Map<ResourceKey, Optional<Resource<S>>> find(
      ResourceType<S> type, SortedSet<ResourceKey> keys) {
    Map<ResourceKey, Optional<Resource<S>>> read = new TreeMap<>();
    keys.forEach(key -> read.put(key, store.find(type, key)));
    remember(read);
    return read;
  }

  /** All of a type, and that the others of the given keys do not exist. */
  private <S extends Spec> Map<ResourceKey, Optional<Resource<S>>> list(
      ResourceType<S> type, String mesh, SortedSet<ResourceKey> keys) {
    Map<ResourceKey, Optional<Resource<S>>> read = new TreeMap<>();
    keys.forEach(key -> read.put(key, Optional.empty()));
    store
        .list(type, type.scope() == Scope.MESH ? mesh : null)
        .forEach(resource -> read.put(resource.key(), Optional.of(resource)));
    remember(read);
    return read;
  }

  private <S extends Spec> void remember(Map<ResourceKey, Optional<Resource<S>>> read) {
    read.forEach(
        (key, resource) -> {
          if (resource.isPresent()) {
            known.put(key, Stamp.of(resource.get()));
          } else {
            known.remove(key);
          }
        });
  }

  /** Keys of resources that are not in the store as they were read last: their news were lost. */
  SortedSet<ResourceKey> findLost(SortedMap<String, TableSnapshot> snapshots) {
    List<Resource<?>> stored = new ArrayList<>(store.list(CoreTypes.MESH, null));
    for (ResourceType<?> type : types) {
      store.list(type, null).stream()
          .filter(
              resource -> type.scope() == Scope.GLOBAL || snapshots.containsKey(resource.mesh()))
          .forEach(stored::add);
    }
    for (TableSnapshot snapshot : snapshots.values()) {
      store.find(CoreTypes.CONFIG, VirtualHostConfig.key(snapshot.mesh())).ifPresent(stored::add);
      for (ResourceKey secret : CertificateSecrets.of(snapshot)) {
        store.find(CoreTypes.SECRET, secret).ifPresent(stored::add);
      }
    }
    SortedSet<ResourceKey> lost = new TreeSet<>(known.keySet());
    for (Resource<?> resource : stored) {
      if (Stamp.of(resource).equals(known.get(resource.key()))) {
        lost.remove(resource.key());
      } else {
        lost.add(resource.key());
      }
    }
    return lost;
  }
}
