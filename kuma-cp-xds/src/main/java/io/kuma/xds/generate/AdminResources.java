package io.kuma.xds.generate;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.kuma.core.proxy.AdminTls;
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
import java.util.Optional;

/**
 * Envoy's administration, which itself listens on the host alone: whoever asks learns whether the
 * proxy is ready; only the control plane, by certificate, gets at the rest (contract 4.9).
 */
final class AdminResources {
  private static final String READY = "/ready";

  private final Admin admin;
  private final NodeFacts node;
  private final String loopback;

  /** All that they are made from, which hardly ever changes. */
  record Admin(String address, NodeFacts node, AdminTls tls, String name, String readiness) {
    static Admin of(ProxyModel proxy) {
      return new Admin(
          proxy.address(),
          proxy.node(),
          proxy.inputs().adminTls(),
          proxy.naming().admin(),
          proxy.naming().readiness());
    }

    boolean exists() {
      return node.adminPort() != 0;
    }
  }

  /** The finished resources; no listener where the admin endpoint itself takes the port. */
  record Made(Cluster endpoint, Cluster readiness, Optional<Listener> listener) {
    void addTo(ProxyXds place) {
      place.add(endpoint);
      place.add(readiness);
      listener.ifPresent(place::add);
    }
  }

  private AdminResources(Admin admin) {
    this.admin = admin;
    this.node = admin.node();
    this.loopback = loopback(node.adminAddress());
  }

  static Made of(Admin admin) {
    AdminResources resources = new AdminResources(admin);
    return new Made(
        Clusters.fixed(admin.name(), resources.endpoint()).build(),
        Clusters.fixed(admin.readiness(), resources.readiness()).build(),
        admin.address().equals(resources.loopback)
            ? Optional.empty()
            : Optional.of(resources.listener()));
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
    Route ready = route(READY, admin.readiness());
    Route everything = route("/", admin.name());
    VirtualHost.Builder host = HttpManagers.anyHost(admin.name());
    return Listeners.inbound(
            admin.name(),
            Addresses.tcp(admin.address(), node.adminPort()),
            node.has(Feature.REUSE_PORT))
        .addListenerFilters(Filters.TLS_INSPECTOR)
        .addFilterChains(FilterChain.newBuilder().addFilters(http(host.clone().addRoutes(ready))))
        .addFilterChains(
            FilterChain.newBuilder()
                .setFilterChainMatch(FilterChainMatch.newBuilder().setTransportProtocol("tls"))
                .setTransportSocket(TlsContexts.admin(admin.tls()))
                .addFilters(http(host.addRoutes(ready).addRoutes(everything))))
        .build();
  }

  private Filter http(VirtualHost.Builder host) {
    return Filters.network(
        HttpManagers.internal(admin.name(), node.ipv6())
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
