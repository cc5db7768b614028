package io.kuma.xds.cache;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of resources that go over the stream, in the order in which they are sent. */
public enum XdsType {
  CLUSTER("type.googleapis.com/envoy.config.cluster.v3.Cluster"),
  ENDPOINT("type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment"),
  LISTENER("type.googleapis.com/envoy.config.listener.v3.Listener"),
  ROUTE("type.googleapis.com/envoy.config.route.v3.RouteConfiguration"),
  SECRET("type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"),
  RUNTIME("type.googleapis.com/envoy.service.runtime.v3.Runtime"),
  EXTENSION_CONFIG("type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig");

  private final String url;

  XdsType(String url) {
    this.url = url;
  }

  public String url() {
    return url;
  }

  /**
   * Whether a proxy that names no resources means all of them; of other types it gets those it
   * names.
   */
  public boolean isWildcard() {
    return this == CLUSTER || this == LISTENER;
  }

  public static Optional<XdsType> find(String url) {
    return Arrays.stream(values()).filter(type -> type.url.equals(url)).findFirst();
  }
}
