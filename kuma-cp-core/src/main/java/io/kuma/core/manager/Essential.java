package io.kuma.core.manager;

import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A resource that has to exist for a control plane to work, such as the mesh {@code default} or the
 * authority of Envoy's admin interface.
 *
 * @param labels those it gets; nobody asked for it, so none are computed
 * @param make is asked only when the resource is absent; making it may be expensive
 */
public record Essential<S extends Spec>(
    ResourceType<S> type, ResourceKey key, Map<String, String> labels, Supplier<S> make) {

  public Essential {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** One without labels. */
  public Essential(ResourceType<S> type, ResourceKey key, Supplier<S> make) {
    this(type, key, Map.of(), make);
  }

  /** The resource to store. */
  Resource<S> resource() {
    return new Resource<>(Meta.of(key).withLabels(labels), make.get(), null);
  }
}
