package io.kuma.core.store;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that is out of reach when it is told to be. */
public final class BreakableStore implements ResourceStore {
  private final ResourceStore store;
  private volatile boolean broken;

  public BreakableStore(ResourceStore store) {
    this.store = store;
  }

  public void breakDown() {
    broken = true;
  }

  public void recover() {
    broken = false;
  }

  private ResourceStore reach() {
    if (broken) {
      throw new StoreUnavailable(new IllegalStateException("on purpose"));
    }
    return store;
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, @Nullable ResourceKey owner) {
    return reach().create(type, resource, owner);
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    return reach().update(type, resource);
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    reach().delete(type, key);
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return reach().find(type, key);
  }

  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    return reach().list(type, mesh, options);
  }
}
