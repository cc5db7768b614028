package io.kuma.xds.bootstrap;

import io.kuma.core.manager.ResourceReader;
import io.kuma.core.store.ResourceStore;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a store without a manager before it. */
record StoreReader(ResourceStore store) implements ResourceReader {

  static void put(ResourceStore store, ResourceTypes types, Resource<?> resource) {
    create(store, types.findByName(resource.key().type()).orElseThrow(), resource);
  }

  private static <S extends Spec> void create(
      ResourceStore store, ResourceType<S> type, Resource<?> resource) {
    var unused = store.create(type, type.cast(resource), null);
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return store.find(type, key);
  }

  @Override
  public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
    return store.list(type, mesh);
  }
}
