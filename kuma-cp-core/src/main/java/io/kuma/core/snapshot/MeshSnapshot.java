package io.kuma.core.snapshot;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.List;
import java.util.Optional;

/**
 * All that configuration of a mesh's proxies is made from, at one moment. Immutable and safe to
 * share; two snapshots share what did not change between them.
 */
public interface MeshSnapshot {
  String mesh();

  /** All resources of a type that belong to the mesh, or have global scope, sorted by key. */
  <S extends Spec> List<Resource<S>> all(ResourceType<S> type);

  <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key);
}
