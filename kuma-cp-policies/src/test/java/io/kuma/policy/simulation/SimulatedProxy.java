package io.kuma.policy.simulation;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A proxy as its configuration makes it. */
final class SimulatedProxy {
  private final ProxyModel model;
  private final XdsResources resources;

  SimulatedProxy(ProxyModel model, XdsResources resources) {
    this.model = model;
    this.resources = resources;
  }

  String name() {
    return model.key().name();
  }

  /** The names in its certificate. */
  SortedSet<String> identity() {
    SortedSet<String> names = new TreeSet<>();
    model
        .mutualTls()
        .ifPresent(
            mutual -> {
              mutual.services().forEach(service -> names.add(mutual.spiffeId(service)));
              mutual
                  .tags()
                  .forEach(
                      (key, values) ->
                          values.forEach(value -> names.add(MutualTls.tagUri(key, value))));
            });
    return names;
  }

  Optional<Listener> listener(String address, int port) {
    return resources.of(XdsType.LISTENER).values().stream()
        .map(resource -> unpack(resource, Listener.class))
        .filter(listener -> isAt(listener.getAddress().getSocketAddress(), address, port))
        .findFirst();
  }

  private static boolean isAt(SocketAddress socket, String address, int port) {
    return socket.getAddress().equals(address) && socket.getPortValue() == port;
  }

  Cluster cluster(String name) {
    return unpack(resources.of(XdsType.CLUSTER).get(name), Cluster.class);
  }

  List<SocketAddress> endpoints(Cluster cluster) {
    ClusterLoadAssignment assignment =
        cluster.getType() == Cluster.DiscoveryType.EDS
            ? unpack(
                resources.of(XdsType.ENDPOINT).get(cluster.getName()), ClusterLoadAssignment.class)
            : cluster.getLoadAssignment();
    return assignment.getEndpointsList().stream()
        .flatMap(locality -> locality.getLbEndpointsList().stream())
        .map(endpoint -> endpoint.getEndpoint().getAddress().getSocketAddress())
        .toList();
  }

  /** Whether a cluster is spoken to in TLS, and then accepts this server. */
  static boolean accepts(Cluster cluster, Collection<String> serverNames)
      throws InvalidProtocolBufferException {
    return !cluster.hasTransportSocket()
        || cluster
            .getTransportSocket()
            .getTypedConfig()
            .unpack(UpstreamTlsContext.class)
            .getCommonTlsContext()
            .getCombinedValidationContext()
            .getDefaultValidationContext()
            .getMatchTypedSubjectAltNamesList()
            .stream()
            .anyMatch(
                matcher ->
                    serverNames.stream()
                        .anyMatch(name -> Routing.matches(matcher.getMatcher(), name)));
  }

  /** The most specific chain for a connection; Envoy compares transport first, then ALPN. */
  static Optional<FilterChain> chain(Listener listener, boolean meshTls) {
    Optional<FilterChain> best = Optional.empty();
    for (FilterChain chain : listener.getFilterChainsList()) {
      FilterChainMatch match = chain.getFilterChainMatch();
      boolean transport =
          match.getTransportProtocol().isEmpty()
              || match.getTransportProtocol().equals(meshTls ? "tls" : "raw_buffer");
      boolean alpn =
          match.getApplicationProtocolsCount() == 0
              || (meshTls && match.getApplicationProtocolsList().contains("kuma"));
      boolean moreSpecific =
          best.isEmpty()
              || match.getApplicationProtocolsCount()
                  > best.get().getFilterChainMatch().getApplicationProtocolsCount();
      if (transport && alpn && moreSpecific) {
        best = Optional.of(chain);
      }
    }
    return best;
  }

  static boolean demandsCertificate(TransportSocket socket) {
    return !socket.getName().isEmpty();
  }

  static Optional<HttpConnectionManager> http(FilterChain chain)
      throws InvalidProtocolBufferException {
    Filter last = chain.getFilters(chain.getFiltersCount() - 1);
    return last.getTypedConfig().is(HttpConnectionManager.class)
        ? Optional.of(last.getTypedConfig().unpack(HttpConnectionManager.class))
        : Optional.empty();
  }

  static <M extends Message> M unpack(@Nullable VersionedResource resource, Class<M> type) {
    if (resource == null) {
      throw new AssertionError(
          "the configuration names a " + type.getSimpleName() + " that it lacks");
    }
    try {
      return resource.body().get().unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
