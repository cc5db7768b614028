package io.kuma.xds.plugin;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.util.Optional;

/** A cluster. */
public interface ClusterXds {
  /** All but the HTTP options and TLS. */
  Cluster.Builder cluster();

  /** Present for clusters that are spoken to in HTTP, or might be. */
  Optional<HttpProtocolOptions.Builder> http();
}
