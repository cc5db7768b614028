package io.kuma.core.status;

import io.kuma.core.manager.ResourceManager;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;

/** A write that lets the store show what was observed. */
public sealed interface StatusWrite {

  /** The resource that is written. */
  ResourceKey key();

  /**
   * Does it, or throws what the manager does: a conflict if somebody else has written the resource
   * since it was read.
   */
  void to(ResourceManager manager);

  /** A resource that is generated. */
  record Create<S extends Spec>(ResourceType<S> type, Resource<S> resource) implements StatusWrite {
    @Override
    public ResourceKey key() {
      return resource.key();
    }

    @Override
    public void to(ResourceManager manager) {
      manager.create(type, resource);
    }
  }

  /** A resource with another status, or what was generated with another spec or other labels. */
  record Update<S extends Spec>(ResourceType<S> type, Resource<S> resource) implements StatusWrite {
    @Override
    public ResourceKey key() {
      return resource.key();
    }

    @Override
    public void to(ResourceManager manager) {
      manager.update(type, resource);
    }
  }

  /** A generated resource whose reason has gone. */
  record Delete(ResourceType<?> type, ResourceKey key) implements StatusWrite {
    @Override
    public void to(ResourceManager manager) {
      manager.delete(type, key);
    }
  }
}
