package io.kuma.xds.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.core.proxy.Naming;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.cache.ContentHash;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Filters;
import io.kuma.xds.envoy.HttpManagers;
import io.kuma.xds.plugin.Origin;
import io.kuma.xds.plugin.ProxyXds;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Hands kuma-dp its own configuration: Envoy answers from a Unix socket with documents that came as
 * routes. Who has the newest already is told so by a 304 (contract 4.10).
 */
final class DynamicConfigListener {
  private static final String SOCKET = "/kuma-mesh-metric-config.sock";

  /** Room for documents up to Envoy's own limit, which is raised only where that is too little. */
  private static final int ENVOY_LIMIT = 4096;

  private DynamicConfigListener() {}

  static void addTo(ProxyPlace place, ProxyModel proxy) {
    if (place.documents().isEmpty() || proxy.node().workdir().isEmpty()) {
      return;
    }
    ProxyXds xds = place.as(Origin.DYNAMIC_CONFIG);
    String name = proxy.naming().dynamicConfig();
    VirtualHost.Builder host = HttpManagers.anyHost(name);
    int longest = ENVOY_LIMIT;
    for (Map.Entry<String, JsonNode> document : place.documents().entrySet()) {
      String body = document.getValue().toString();
      longest = Math.max(longest, body.getBytes(StandardCharsets.UTF_8).length);
      addRoutes(host, proxy.naming(), document.getKey(), body);
    }
    Listener.Builder listener =
        Listener.newBuilder()
            .setName(name)
            .setAddress(Addresses.pipe(proxy.node().workdir() + SOCKET))
            .addFilterChains(
                FilterChain.newBuilder()
                    .addFilters(
                        Filters.network(
                            HttpManagers.internal(name, proxy.node().ipv6())
                                .setRouteConfig(
                                    RouteConfiguration.newBuilder()
                                        .setMaxDirectResponseBodySizeBytes(UInt32Value.of(longest))
                                        .addVirtualHosts(host))
                                .addHttpFilters(Filters.ROUTER)
                                .build())));
    proxy.naming().statPrefix(name).ifPresent(listener::setStatPrefix);
    xds.add(listener.build());
  }

  private static void addRoutes(VirtualHost.Builder host, Naming naming, String path, String body) {
    String tag = ContentHash.hex(body);
    host.addRoutes(
            Route.newBuilder()
                .setName(naming.dynamicConfigNotModified(path))
                .setMatch(
                    RouteMatch.newBuilder()
                        .setPath(path)
                        .addHeaders(
                            HeaderMatcher.newBuilder()
                                .setName("If-None-Match")
                                .setStringMatch(StringMatcher.newBuilder().setExact(tag))))
                .setDirectResponse(DirectResponseAction.newBuilder().setStatus(304)))
        .addRoutes(
            Route.newBuilder()
                .setName(naming.dynamicConfigRoute(path))
                .setMatch(RouteMatch.newBuilder().setPath(path))
                .addResponseHeadersToAdd(
                    HeaderValueOption.newBuilder()
                        .setHeader(HeaderValue.newBuilder().setKey("Etag").setValue(tag)))
                .setDirectResponse(
                    DirectResponseAction.newBuilder()
                        .setStatus(200)
                        .setBody(DataSource.newBuilder().setInlineString(body))));
  }
}
