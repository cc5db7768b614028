package io.kuma.xds.generate;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.LoadAssignments;
import io.kuma.xds.envoy.TlsContexts;
import io.kuma.xds.plugin.BackendXds;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster of other proxies that is being put together. */
final class BackendPlace implements BackendXds {
  private final ProxyModel proxy;
  private final Backend backend;
  private final ClusterPlace cluster;
  private final CommonTlsContext.@Nullable Builder tls;
  private ClusterLoadAssignment.@Nullable Builder ownEndpoints;

  BackendPlace(ProxyModel proxy, Backend backend) {
    this.proxy = proxy;
    this.backend = backend;
    // Between proxies it is always HTTP/2: the other side translates for its workload.
    this.cluster = new ClusterPlace(Clusters.discovered(backend.name()), Clusters.http2());
    this.tls =
        backend.secured()
            ? proxy.mutualTls().map(mutual -> tls(proxy, mutual, backend)).orElse(null)
            : null;
  }

  private static CommonTlsContext.Builder tls(ProxyModel proxy, MutualTls mutual, Backend backend) {
    return TlsContexts.common(
            proxy.naming().identitySecret(mutual),
            proxy.naming().authoritySecret(mutual),
            accepted(mutual, backend))
        .addAlpnProtocols(TlsContexts.MESH_ALPN);
  }

  /** Where it is not known who the instances are, they are somebody of the mesh at least. */
  private static List<StringMatcher> accepted(MutualTls mutual, Backend backend) {
    return backend.spiffeIds().isEmpty()
        ? TlsContexts.prefixes(mutual.trustedPrefixes())
        : backend.spiffeIds().stream()
            .map(id -> StringMatcher.newBuilder().setExact(id).build())
            .toList();
  }

  @Override
  public ProxyModel proxy() {
    return proxy;
  }

  @Override
  public Cluster.Builder cluster() {
    return cluster.cluster();
  }

  @Override
  public Optional<HttpProtocolOptions.Builder> http() {
    return cluster.http();
  }

  @Override
  public Optional<CommonTlsContext.Builder> tls() {
    return Optional.ofNullable(tls);
  }

  @Override
  public ClusterLoadAssignment.Builder endpoints() {
    if (ownEndpoints == null) {
      ownEndpoints = LoadAssignments.of(backend.name(), backend.all());
    }
    return ownEndpoints;
  }

  /** The endpoints as a policy changed them; empty if none asked for them. */
  Optional<ClusterLoadAssignment> buildOwnEndpoints() {
    return Optional.ofNullable(ownEndpoints).map(ClusterLoadAssignment.Builder::build);
  }

  Cluster build() {
    if (tls != null) {
      String serverName =
          proxy.naming().serverName(backend.destination(), backend.subset(), proxy.mesh());
      cluster.cluster().setTransportSocket(TlsContexts.upstream(tls.build(), serverName));
    }
    return cluster.build();
  }
}
