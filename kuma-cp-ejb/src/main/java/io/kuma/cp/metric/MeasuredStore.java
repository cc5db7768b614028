package io.kuma.cp.metric;

import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.core.store.ResourceStore;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures how long a store takes. */
public final class MeasuredStore implements ResourceStore {
  private final ResourceStore store;
  private final StoreMetrics metrics;

  public MeasuredStore(ResourceStore store, StoreMetrics metrics) {
    this.store = store;
    this.metrics = metrics;
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, @Nullable ResourceKey owner) {
    return measure("create", type, () -> store.create(type, resource, owner));
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    return measure("update", type, () -> store.update(type, resource));
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    measure(
        "delete",
        type,
        () -> {
          store.delete(type, key);
          return key;
        });
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return measure("get", type, () -> store.find(type, key));
  }

  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    return measure("list", type, () -> store.list(type, mesh, options));
  }

  private <T> T measure(String operation, ResourceType<?> type, Supplier<T> work) {
    long began = System.nanoTime();
    try {
      return work.get();
    } catch (Conflict e) {
      metrics.conflict(type.name());
      throw e;
    } finally {
      metrics.took(operation, type.name(), System.nanoTime() - began);
    }
  }
}
