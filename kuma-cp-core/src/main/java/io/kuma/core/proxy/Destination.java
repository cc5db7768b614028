package io.kuma.core.proxy;

import io.kuma.model.Kri;
import io.kuma.resource.CoreTypes;

/** What an outbound leads to and what policies point at. */
public sealed interface Destination {

  /** The instances that carry this value of {@code kuma.io/service}. */
  record ServiceTag(String service) implements Destination {}

  /**
   * A port of a MeshService, MeshExternalService or MeshMultiZoneService.
   *
   * @param kri of the port, by name or number as the proxy knows it: policies that point at it by
   *     the other one do not reach it (observed 1)
   * @param resource the name of the resource, as it is stored here
   * @param port the number that clients use
   */
  record ResourcePort(Kri kri, String resource, int port) implements Destination {

    /** Whether it is outside of the mesh. */
    public boolean isExternal() {
      return kri.type().equals(CoreTypes.MESH_EXTERNAL_SERVICE);
    }
  }
}
