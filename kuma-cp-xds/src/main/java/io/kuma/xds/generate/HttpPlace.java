package io.kuma.xds.generate;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.kuma.xds.envoy.Filters;
import io.kuma.xds.plugin.FilterSlot;
import io.kuma.xds.plugin.HttpXds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An HTTP connection manager that is being put together. */
final class HttpPlace implements HttpXds {
  private final HttpConnectionManager.Builder manager;
  private final RouteConfiguration.Builder routes;
  private final VirtualHost.Builder virtualHost;
  private final Map<FilterSlot, List<HttpFilter>> filters = new EnumMap<>(FilterSlot.class);

  HttpPlace(
      HttpConnectionManager.Builder manager,
      RouteConfiguration.Builder routes,
      VirtualHost.Builder virtualHost) {
    this.manager = manager;
    this.routes = routes;
    this.virtualHost = virtualHost;
  }

  @Override
  public HttpConnectionManager.Builder manager() {
    return manager;
  }

  @Override
  public RouteConfiguration.Builder routes() {
    return routes;
  }

  @Override
  public VirtualHost.Builder virtualHost() {
    return virtualHost;
  }

  @Override
  public void filter(FilterSlot slot, String name, Message config) {
    filters.computeIfAbsent(slot, s -> new ArrayList<>()).add(Filters.http(name, config));
  }

  /**
   * @param callerKnown whether the chain demands a certificate of the mesh
   */
  HttpConnectionManager build(boolean callerKnown) {
    HttpConnectionManager.Builder built = manager.clone();
    filters.forEach(
        (slot, list) -> {
          if (callerKnown || !slot.judgesCaller()) {
            built.addAllHttpFilters(list);
          }
        });
    return built
        .addHttpFilters(Filters.ROUTER)
        .setRouteConfig(routes.clone().addVirtualHosts(virtualHost.clone()))
        .build();
  }
}
