package io.kuma.core.delivery;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import java.util.Optional;

/** Knows of the proxies that are connected to this control plane. Thread-safe. */
public interface Deliveries {

  /**
   * How far the configuration of a proxy has come that is made from all that this control plane
   * knows now.
   *
   * @return empty if the proxy is not connected to this control plane
   */
  Optional<Delivery> find(ResourceKey dataplane);

  /**
   * Whether this version of a resource is among what this control plane knows.
   *
   * @param resource of a mesh, or a Mesh
   */
  boolean know(Resource<?> resource);
}
