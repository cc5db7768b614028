package io.kuma.xds.generate;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.plugin.ClusterXds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster that is being put together. */
final class ClusterPlace implements ClusterXds {
  private final Cluster.Builder cluster;
  private final HttpProtocolOptions.@Nullable Builder http;

  ClusterPlace(Cluster.Builder cluster, HttpProtocolOptions.@Nullable Builder http) {
    this.cluster = cluster;
    this.http = http;
  }

  @Override
  public Cluster.Builder cluster() {
    return cluster;
  }

  @Override
  public Optional<HttpProtocolOptions.Builder> http() {
    return Optional.ofNullable(http);
  }

  Cluster build() {
    if (http != null) {
      cluster.putTypedExtensionProtocolOptions(Clusters.HTTP_OPTIONS, Packed.any(http.build()));
    }
    return cluster.build();
  }
}
