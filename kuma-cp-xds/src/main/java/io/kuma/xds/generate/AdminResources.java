package io.kuma.xds.generate;

import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.kuma.core.proxy.Feature;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.Filters;
import io.kuma.xds.envoy.HttpManagers;
import io.kuma.xds.envoy.Listeners;
import io.kuma.xds.envoy.TlsContexts;
import io.kuma.xds.plugin.ProxyXds;

/**
 * Envoy's administration, which itself listens on the host alone: whoever asks learns whether the
 * proxy is ready; only the control plane, by certificate, gets at the rest (contract 4.9).
 */
final class AdminResources {
  private static final String READY = "/ready";

  private final ProxyModel proxy;
  private final NodeFacts node;
  private final String loopback;

  private AdminResources(ProxyModel proxy) {
    this.proxy = proxy;
    this.node = proxy.node();
    this.loopback = loopback(node.adminAddress());
  }

  static void addTo(ProxyXds place, ProxyModel proxy) {
    if (proxy.node().adminPort() == 0) {
      return;
    }
    AdminResources admin = new AdminResources(proxy);
    place.add(Clusters.fixed(proxy.naming().admin(), admin.endpoint()).build());
    place.add(Clusters.fixed(proxy.naming().readiness(), admin.readiness()).build());
    if (!proxy.address().equals(admin.loopback)) {
      // On the loopback address the port is taken, by the admin endpoint itself.
      place.add(admin.listener());
    }
  }

  /**
   * The proxy says where its admin endpoint listens, and a lie could point the listener at another
   * host: nothing but this host is believed.
   */
  private static String loopback(String address) {
    return switch (address) {
      case "", "0.0.0.0", "127.0.0.1" -> "127.0.0.1";
      case "::", "::1" -> "::1";
      default ->
          throw new IllegalArgumentException(
              "the admin address " + address + " is not one of the proxy's own host");
    };
  }

  private Address endpoint() {
    return node.adminSocket()
        .map(Addresses::pipe)
        .orElseGet(() -> Addresses.tcp(loopback, node.adminPort()));
  }

  private Address readiness() {
    return node.has(Feature.READINESS_UNIX_SOCKET)
        ? Addresses.pipe(node.workdir() + "/kuma-readiness-reporter.sock")
        : Addresses.tcp(loopback, node.readinessPort());
  }

  private Listener listener() {
    Route ready = route(READY, proxy.naming().readiness());
    Route everything = route("/", proxy.naming().admin());
    VirtualHost.Builder host = HttpManagers.anyHost(proxy.naming().admin());
    return Listeners.inbound(
            proxy.naming().admin(),
            Addresses.tcp(proxy.address(), node.adminPort()),
            node.has(Feature.REUSE_PORT))
        .addListenerFilters(Filters.TLS_INSPECTOR)
        .addFilterChains(FilterChain.newBuilder().addFilters(http(host.clone().addRoutes(ready))))
        .addFilterChains(
            FilterChain.newBuilder()
                .setFilterChainMatch(FilterChainMatch.newBuilder().setTransportProtocol("tls"))
                .setTransportSocket(TlsContexts.admin(proxy.inputs().adminTls()))
                .addFilters(http(host.addRoutes(ready).addRoutes(everything))))
        .build();
  }

  private Filter http(VirtualHost.Builder host) {
    return Filters.network(
        HttpManagers.internal(proxy.naming().admin(), node.ipv6())
            .setRouteConfig(HttpManagers.routes().addVirtualHosts(host))
            .addHttpFilters(Filters.ROUTER)
            .build());
  }

  private static Route route(String prefix, String cluster) {
    return Route.newBuilder()
        .setMatch(RouteMatch.newBuilder().setPrefix(prefix))
        .setRoute(RouteAction.newBuilder().setCluster(cluster).setPrefixRewrite(prefix))
        .build();
  }
}
