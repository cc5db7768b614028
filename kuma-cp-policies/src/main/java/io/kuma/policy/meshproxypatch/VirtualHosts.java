package io.kuma.policy.meshproxypatch;

import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.VirtualHostMatch;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.VirtualHostMod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A change to the virtual hosts of routes that stand in a listener.
 *
 * @param change of all virtual hosts of a route configuration that is meant
 */
record VirtualHosts(VirtualHostMatch match, UnaryOperator<List<VirtualHost>> change) {

  static VirtualHosts of(VirtualHostMod mod) {
    VirtualHostMatch match = mod.match();
    return new VirtualHosts(
        match,
        switch (mod.operation()) {
          case Add -> {
            VirtualHost added = Changes.message(mod.value(), VirtualHost.getDefaultInstance());
            yield hosts -> {
              hosts.add(added);
              return hosts;
            };
          }
          case Remove ->
              hosts -> {
                hosts.removeIf(host -> isMeant(match, host));
                return hosts;
              };
          case Patch -> {
            var patch =
                Changes.patch(mod.value(), mod.jsonPatches(), VirtualHost.getDefaultInstance());
            yield hosts -> {
              hosts.replaceAll(host -> isMeant(match, host) ? patch.applyTo(host) : host);
              return hosts;
            };
          }
        });
  }

  HttpConnectionManager apply(HttpConnectionManager manager) {
    RouteConfiguration routes = manager.getRouteConfig();
    String wanted = match.routeConfigurationName();
    if (!manager.hasRouteConfig() || (wanted != null && !wanted.equals(routes.getName()))) {
      return manager;
    }
    List<VirtualHost> hosts = change.apply(new ArrayList<>(routes.getVirtualHostsList()));
    return manager.toBuilder()
        .setRouteConfig(routes.toBuilder().clearVirtualHosts().addAllVirtualHosts(hosts))
        .build();
  }

  private static boolean isMeant(VirtualHostMatch match, VirtualHost host) {
    return match.name() == null || match.name().equals(host.getName());
  }
}
