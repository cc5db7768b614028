package io.kuma.core.match;

import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.List;
import java.util.Optional;

/** A mesh of exactly these resources, in this order, two of one key included. */
record ListSnapshot(List<Resource<?>> resources) implements MeshSnapshot {
  ListSnapshot {
    resources = List.copyOf(resources);
  }

  @Override
  public String mesh() {
    return resources.isEmpty() ? "default" : resources.get(0).mesh();
  }

  @Override
  public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
    return resources.stream()
        .filter(resource -> resource.key().type().equals(type.name()))
        .map(type::cast)
        .toList();
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return all(type).stream().filter(resource -> resource.key().equals(key)).findFirst();
  }
}
