package io.kuma.policy.meshmetric;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.kuma.core.proxy.Feature;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshmetric.MeshMetric.Conf;
import io.kuma.policy.meshmetric.MeshMetric.Prometheus;
import io.kuma.policy.meshmetric.MeshMetric.PrometheusTls;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.Filters;
import io.kuma.xds.envoy.HttpManagers;
import io.kuma.xds.envoy.Listeners;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.envoy.Sockets;
import io.kuma.xds.envoy.TlsContexts;
import io.kuma.xds.plugin.Origin;
import io.kuma.xds.plugin.PolicyPlugin;
import io.kuma.xds.plugin.ProxyXds;
import io.kuma.xds.plugin.TelemetrySignal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ways for metrics, which kuma-dp has at its end: Prometheus comes in through a listener, and what
 * kuma-dp sends to a collector goes out through another. What is to be measured it is told in a
 * document.
 */
public final class MeshMetricPlugin implements PolicyPlugin<Conf> {
  /** Where kuma-dp answers, and where it fetches its document. */
  private static final String PATH = "/meshmetric";

  private static final String EVERYTHING = "/";
  private static final int PORT = 5670;
  private static final String METRICS = "/metrics";

  private final PolicyType<MeshMetric, Conf> type;

  public MeshMetricPlugin(PolicyType<MeshMetric, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshMetric, Conf> type() {
    return type;
  }

  @Override
  public void proxy(ProxyModel proxy, @Nullable Conf conf, ProxyXds xds) {
    MetricBackends backends = MetricBackends.of(conf, proxy);
    if (backends.prometheus().isEmpty()) {
      MeshMetricsListener.addTo(proxy, xds.as(Origin.PROMETHEUS));
    }
    if (conf == null || backends.isEmpty()) {
      return;
    }
    addPrometheus(proxy, backends.prometheus(), xds.as(Origin.PROMETHEUS));
    backends.collectors().values().forEach(collector -> addCollector(proxy, collector, xds));
    backends.forwarded().forEach(collector -> collector.announce(xds, TelemetrySignal.METRICS));
    xds.dynamicConfig(PATH, MetricsDocument.of(proxy, conf, backends));
  }

  private static void addPrometheus(
      ProxyModel proxy, Map<String, Prometheus> backends, ProxyXds xds) {
    backends.keySet().stream()
        .map(proxy.naming()::prometheusCluster)
        .distinct()
        .forEach(cluster -> xds.add(ofKumaDp(proxy, cluster)));
    backends.forEach((name, backend) -> xds.add(prometheus(proxy, name, backend)));
  }

  private static Cluster ofKumaDp(ProxyModel proxy, String name) {
    String socket = Sockets.metrics(proxy.node().workdir(), proxy.key().name(), proxy.mesh());
    return Clusters.fixed(name, Addresses.pipe(socket)).clearCircuitBreakers().build();
  }

  private static Listener prometheus(ProxyModel proxy, String backendName, Prometheus backend) {
    String name = proxy.naming().prometheusListener(backendName);
    Route route =
        route(
            path(backend),
            RouteAction.newBuilder()
                .setCluster(proxy.naming().prometheusCluster(backendName))
                .setPrefixRewrite(PATH));
    FilterChain.Builder chain = chain(internal(proxy, name, route));
    if (isProvided(backend.tls())) {
      // Without the files it is better to be read in plaintext than not at all: so does upstream.
      proxy
          .node()
          .metricsTls()
          .ifPresent(
              files ->
                  chain.setTransportSocket(
                      TlsContexts.fromFiles(files.certificate(), files.privateKey())));
    }
    Listener.Builder listener =
        Listeners.inbound(
                name,
                Addresses.tcp(proxy.address(), port(backend)),
                proxy.node().has(Feature.REUSE_PORT))
            .addFilterChains(chain);
    proxy.naming().statPrefix(name).ifPresent(listener::setStatPrefix);
    return listener.build();
  }

  static int port(Prometheus backend) {
    return backend.port() == null ? PORT : backend.port();
  }

  static String path(Prometheus backend) {
    return backend.path() == null ? METRICS : backend.path();
  }

  static boolean isProvided(@Nullable PrometheusTls tls) {
    return tls != null && tls.mode() == PrometheusTls.Mode.ProvidedTLS;
  }

  private static void addCollector(ProxyModel proxy, Collector collector, ProxyXds xds) {
    String name = proxy.naming().openTelemetryMetrics(collector.name());
    xds.add(ofCollector(proxy, name, collector));
    Route route = route(EVERYTHING, RouteAction.newBuilder().setCluster(name));
    HttpConnectionManager.Builder manager =
        internal(proxy, name, route).addHttpFilters(0, Filters.GRPC_STATISTICS);
    Listener.Builder listener =
        Listener.newBuilder()
            .setName(name)
            .setAddress(Addresses.pipe(collector.socket(proxy.node().workdir())))
            .addFilterChains(chain(manager));
    proxy.naming().statPrefix(name).ifPresent(listener::setStatPrefix);
    xds.add(listener.build());
  }

  private static Cluster ofCollector(ProxyModel proxy, String name, Collector collector) {
    Cluster.Builder cluster =
        Clusters.fixed(name, Addresses.tcp(collector.host(), collector.port()))
            .clearCircuitBreakers()
            .putTypedExtensionProtocolOptions(
                Clusters.HTTP_OPTIONS, Packed.any(Clusters.http2().build()));
    if (!collector.isAddress()) {
      cluster.setType(Cluster.DiscoveryType.STRICT_DNS);
      if (!Addresses.isIpv6(proxy.address())) {
        cluster.setDnsLookupFamily(Cluster.DnsLookupFamily.V4_ONLY);
      }
    }
    return cluster.build();
  }

  private static Route route(String prefix, RouteAction.Builder action) {
    return Route.newBuilder()
        .setMatch(RouteMatch.newBuilder().setPrefix(prefix))
        .setRoute(action)
        .build();
  }

  private static HttpConnectionManager.Builder internal(
      ProxyModel proxy, String name, Route route) {
    return HttpManagers.internal(name, proxy.node().ipv6())
        .setRouteConfig(
            HttpManagers.routes().addVirtualHosts(HttpManagers.anyHost(name).addRoutes(route)))
        .addHttpFilters(Filters.ROUTER);
  }

  private static FilterChain.Builder chain(HttpConnectionManager.Builder manager) {
    return FilterChain.newBuilder().addFilters(Filters.network(manager.build()));
  }
}
