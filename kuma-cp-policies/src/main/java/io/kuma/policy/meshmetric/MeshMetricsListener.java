package io.kuma.policy.meshmetric;

import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.kuma.core.proxy.Feature;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.resource.dataplane.PrometheusEndpoint;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.Filters;
import io.kuma.xds.envoy.HttpManagers;
import io.kuma.xds.envoy.Listeners;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.envoy.Sockets;
import io.kuma.xds.envoy.TlsContexts;
import io.kuma.xds.plugin.ProxyXds;
import java.util.Optional;

/**
 * The way for Prometheus that {@code metrics} of a Mesh asks for, where no MeshMetric asks for
 * another. It leads to the same place; what kuma-dp is to add it knows from its bootstrap.
 */
record MeshMetricsListener(ProxyModel proxy, PrometheusEndpoint endpoint) {
  private static final String NAME = "kuma:metrics:prometheus";
  private static final String CLUSTER = "kuma:metrics:hijacker";
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  static void addTo(ProxyModel proxy, ProxyXds xds) {
    proxy
        .prometheus()
        .map(endpoint -> new MeshMetricsListener(proxy, endpoint))
        .ifPresent(
            made -> {
              String socket =
                  Sockets.metrics(proxy.node().workdir(), proxy.key().name(), proxy.mesh());
              xds.add(Clusters.fixed(CLUSTER, Addresses.pipe(socket)).build());
              xds.add(made.listener());
            });
  }

  private Listener listener() {
    Listener.Builder listener =
        Listeners.inbound(
            NAME,
            Addresses.tcp(proxy.address(), endpoint.port()),
            proxy.node().has(Feature.REUSE_PORT));
    return switch (endpoint.tls()) {
      case disabled -> listener.addFilterChains(chain()).build();
      case providedTLS -> {
        FilterChain.Builder chain = chain();
        // As with MeshMetric: without the files it is better to be read in plaintext than not at
        // all.
        proxy
            .node()
            .metricsTls()
            .ifPresent(
                files ->
                    chain.setTransportSocket(
                        TlsContexts.fromFiles(files.certificate(), files.privateKey())));
        yield listener.addFilterChains(chain).build();
      }
      case activeMTLSBackend -> {
        Optional<MutualTls> mutual = proxy.mutualTls().filter(MutualTls::meshAuthority);
        if (mutual.isEmpty()) {
          yield listener.addFilterChains(chain()).build();
        }
        yield listener
            // A Prometheus beside this very proxy needs no certificate.
            .addFilterChains(chain().setFilterChainMatch(fromHere()))
            .addFilterChains(
                chain()
                    .setTransportSocket(
                        TlsContexts.downstream(
                            TlsContexts.inbound(proxy.naming(), mutual.get()).build())))
            .build();
      }
    };
  }

  private FilterChainMatch.Builder fromHere() {
    return FilterChainMatch.newBuilder()
        .addSourcePrefixRanges(
            CidrRange.newBuilder()
                .setAddressPrefix(proxy.address())
                .setPrefixLen(
                    ProtoValues.uint32(Addresses.isIpv6(proxy.address()) ? IPV6_BITS : IPV4_BITS)));
  }

  private FilterChain.Builder chain() {
    Route route =
        Route.newBuilder()
            .setMatch(RouteMatch.newBuilder().setPrefix(endpoint.path()))
            .setRoute(RouteAction.newBuilder().setCluster(CLUSTER).setPrefixRewrite("/"))
            .build();
    return FilterChain.newBuilder()
        .addFilters(
            Filters.network(
                HttpManagers.internal(NAME, proxy.node().ipv6())
                    .setRouteConfig(
                        HttpManagers.routes()
                            .addVirtualHosts(HttpManagers.anyHost(NAME).addRoutes(route)))
                    .addHttpFilters(Filters.ROUTER)
                    .build()));
  }
}
