package io.kuma.core.snapshot;

import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.resource.CoreTypes;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keys that have to be read again, sorted by the mesh that they concern: a Mesh concerns itself, a
 * Config with virtual hosts the mesh of these, other resources of global scope concern every mesh.
 */
final class ChangedKeys {
  /** Types of global scope whose resources belong to a mesh all the same. */
  private static final Set<ResourceType<?>> OF_ONE_MESH = Set.of(CoreTypes.MESH, CoreTypes.CONFIG);

  private final SortedMap<String, Map<String, SortedSet<ResourceKey>>> byMesh = new TreeMap<>();
  private final Map<String, SortedSet<ResourceKey>> global = new TreeMap<>();

  ChangedKeys(Collection<ResourceKey> keys) {
    for (ResourceKey key : keys) {
      String own = mesh(key);
      Map<String, SortedSet<ResourceKey>> byType =
          own.isEmpty() ? global : byMesh.computeIfAbsent(own, mesh -> new TreeMap<>());
      byType.computeIfAbsent(key.type(), type -> new TreeSet<>()).add(key);
    }
  }

  /** The mesh that a resource belongs to; empty if it concerns all of them. */
  private static String mesh(ResourceKey key) {
    return key.type().equals(CoreTypes.MESH.name())
        ? key.name()
        : VirtualHostConfig.mesh(key).orElse(key.mesh());
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
        type.scope() == Scope.GLOBAL && !OF_ONE_MESH.contains(type)
            ? global
            : byMesh.getOrDefault(mesh, Map.of());
    return byType.getOrDefault(type.name(), Collections.emptySortedSet());
  }
}
