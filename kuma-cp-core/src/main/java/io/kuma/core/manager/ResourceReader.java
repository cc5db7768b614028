package io.kuma.core.manager;

import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what was committed. */
public interface ResourceReader {
  <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key);

  /** Sorted by mesh and name; {@code mesh} null means all meshes. */
  <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh);

  /** A part of a list. Readers that have a store behind them let that find it. */
  default <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    return options.of(list(type, mesh));
  }
}
