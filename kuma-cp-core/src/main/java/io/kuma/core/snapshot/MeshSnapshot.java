package io.kuma.core.snapshot;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import java.util.List;
import java.util.Optional;

/**
 * All that configuration of a mesh's proxies is made from, at one moment. Immutable and safe to
 * share; two snapshots share what did not change between them.
 *
 * <p>What counts as a change is the spec, the labels and, of destinations, where their status says
 * that they can be reached. A resource that was written without changing them may be here as it
 * was: its version, times and the rest of its status say nothing.
 */
public interface MeshSnapshot {
  String mesh();

  /** What the Mesh itself says; nothing if it does not exist. */
  default Mesh settings() {
    return find(CoreTypes.MESH, CoreTypes.MESH.key("", mesh()))
        .map(Resource::spec)
        .orElse(Mesh.EMPTY);
  }

  /**
   * All resources of a type that belong to the mesh, or have global scope, sorted by key. Of Meshes
   * only the mesh itself. The list is the same object as in the snapshot before if none of them
   * changed.
   */
  <S extends Spec> List<Resource<S>> all(ResourceType<S> type);

  <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key);

  /**
   * What {@code derivation} computes from this snapshot. Those that {@link MeshSnapshots} makes
   * remember it.
   */
  default <T> T derived(Derivation<T> derivation) {
    return derivation.derive(this, null);
  }
}
