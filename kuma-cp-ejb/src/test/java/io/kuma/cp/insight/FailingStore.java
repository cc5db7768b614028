package io.kuma.cp.insight;

import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.core.store.ResourceStore;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A store whose next writes fail as it is told. */
final class FailingStore implements ResourceStore {
  final Queue<RuntimeException> failures = new ArrayDeque<>();

  private final ResourceStore store;

  FailingStore(ResourceStore store) {
    this.store = store;
  }

  private ResourceStore writable() {
    RuntimeException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    return store;
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, @Nullable ResourceKey owner) {
    return writable().create(type, resource, owner);
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    return writable().update(type, resource);
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    writable().delete(type, key);
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return store.find(type, key);
  }

  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    return store.list(type, mesh, options);
  }
}
