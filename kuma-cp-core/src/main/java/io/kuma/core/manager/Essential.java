package io.kuma.core.manager;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.function.Supplier;

/**
 * A resource that has to exist for a control plane to work, such as the mesh {@code default} or the
 * authority of Envoy's admin interface.
 *
 * @param make is asked only when the resource is absent; making it may be expensive
 */
public record Essential<S extends Spec>(ResourceType<S> type, ResourceKey key, Supplier<S> make) {

  /** The resource to store, without labels: nobody asked for it. */
  Resource<S> resource() {
    return Resource.of(key, make.get());
  }
}
