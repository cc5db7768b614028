package io.kuma.core.snapshot;

import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.resource.CoreTypes;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keys that have to be read again, sorted by the mesh that they concern: a Mesh concerns itself,
 * other resources of global scope concern every mesh.
 */
final class ChangedKeys {
  private final SortedMap<String, Map<String, SortedSet<ResourceKey>>> byMesh = new TreeMap<>();
  private final Map<String, SortedSet<ResourceKey>> global = new TreeMap<>();

  ChangedKeys(Collection<ResourceKey> keys) {
    for (ResourceKey key : keys) {
      boolean isMesh = key.type().equals(CoreTypes.MESH.name());
      Map<String, SortedSet<ResourceKey>> byType =
          isMesh || !key.mesh().isEmpty()
              ? byMesh.computeIfAbsent(isMesh ? key.name() : key.mesh(), mesh -> new TreeMap<>())
              : global;
      byType.computeIfAbsent(key.type(), type -> new TreeSet<>()).add(key);
    }
  }

  /**
   * @param existing the meshes that there are
   */
  SortedSet<String> meshes(Collection<String> existing) {
    SortedSet<String> meshes = new TreeSet<>(byMesh.keySet());
    if (!global.isEmpty()) {
      meshes.addAll(existing);
    }
    return meshes;
  }

  /** The keys of a type that concern a mesh. */
  SortedSet<ResourceKey> keys(String mesh, ResourceType<?> type) {
    Map<String, SortedSet<ResourceKey>> byType =
        type.scope() == Scope.GLOBAL && !type.equals(CoreTypes.MESH)
            ? global
            : byMesh.getOrDefault(mesh, Map.of());
    return byType.getOrDefault(type.name(), Collections.emptySortedSet());
  }
}
