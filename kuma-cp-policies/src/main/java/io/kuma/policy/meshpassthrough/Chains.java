package io.kuma.policy.meshpassthrough;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilterChainMatchPredicate;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilterChainMatchPredicate.MatchSet;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.type.v3.Int32Range;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.policy.meshpassthrough.MeshPassthrough.MatchProtocol;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.Filters;
import io.kuma.xds.envoy.HttpManagers;
import io.kuma.xds.envoy.Listeners;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.envoy.ProtoValues;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Filter chains for the listener of redirected connections, one for each group. */
final class Chains {
  private static final String ANY_NAME = "*";
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final String NOT_MATCHED =
      "This response comes from Kuma Sidecar. No routes matched this domain - check configuration"
          + " of your MeshPassthrough policy.\n";

  private Chains() {}

  /**
   * Those for one family of addresses.
   *
   * @param clusters takes those that the chains need, by name
   */
  static List<FilterChain> of(
      List<Group> groups, boolean ipv6, ProxyModel proxy, Map<String, Cluster> clusters) {
    List<FilterChain> chains = new ArrayList<>();
    Set<FilterChainMatch> known = new LinkedHashSet<>();
    for (Group group : groups) {
      FilterChainMatch match = match(group);
      // Envoy refuses a listener with two chains for the same connections.
      if (group.kind().concerns(ipv6) && known.add(match)) {
        FilterChain.Builder chain =
            group.protocol().isHttp()
                ? forRequests(group, proxy, clusters)
                : forBytes(group, clusters);
        chains.add(chain.setName(group.chainName()).setFilterChainMatch(match).build());
      }
    }
    return chains;
  }

  /**
   * What looks at connections before a chain is chosen. Servers that speak first would never do so
   * if Envoy waited for the client's first words.
   */
  static List<ListenerFilter> listenerFilters(List<Group> groups) {
    Set<Integer> silent = new TreeSet<>();
    for (Group group : groups) {
      if (group.protocol() == MatchProtocol.mysql) {
        silent.add(group.port());
      }
    }
    return List.of(
        Filters.ORIGINAL_DESTINATION,
        exceptOn(silent, Filters.TLS_INSPECTOR),
        exceptOn(silent, Filters.HTTP_INSPECTOR));
  }

  private static ListenerFilter exceptOn(Set<Integer> ports, ListenerFilter filter) {
    List<ListenerFilterChainMatchPredicate> each =
        ports.stream()
            .map(
                port ->
                    ListenerFilterChainMatchPredicate.newBuilder()
                        .setDestinationPortRange(
                            Int32Range.newBuilder().setStart(port).setEnd(port + 1))
                        .build())
            .toList();
    return switch (each.size()) {
      case 0 -> filter;
      case 1 -> filter.toBuilder().setFilterDisabled(each.get(0)).build();
      default ->
          filter.toBuilder()
              .setFilterDisabled(
                  ListenerFilterChainMatchPredicate.newBuilder()
                      .setOrMatch(MatchSet.newBuilder().addAllRules(each)))
              .build();
    };
  }

  private static FilterChainMatch match(Group group) {
    FilterChainMatch.Builder match = FilterChainMatch.newBuilder();
    if (!group.isForAnyPort()) {
      match.setDestinationPort(UInt32Value.of(group.port()));
    }
    if (!group.kind().isDomain()) {
      match.addPrefixRanges(
          CidrRange.newBuilder()
              .setAddressPrefix(group.networkAddress())
              .setPrefixLen(UInt32Value.of(group.prefixLength())));
    } else if (group.protocol() == MatchProtocol.tls && !group.value().equals(ANY_NAME)) {
      match.addServerNames(group.value());
    }
    if (group.protocol().isHttp()) {
      match.addApplicationProtocols("http/1.1").addApplicationProtocols("h2c");
    }
    return match
        .setTransportProtocol(group.protocol() == MatchProtocol.tls ? "tls" : "raw_buffer")
        .build();
  }

  private static FilterChain.Builder forBytes(Group group, Map<String, Cluster> clusters) {
    String name = group.clusterName(group.value());
    addCluster(name, group.protocol(), clusters);
    return Listeners.forwardTo(name, name);
  }

  private static FilterChain.Builder forRequests(
      Group group, ProxyModel proxy, Map<String, Cluster> clusters) {
    String name = group.chainName();
    RouteConfiguration.Builder routes = RouteConfiguration.newBuilder().setName(name);
    if (group.hosts().isEmpty()) {
      routes.addVirtualHosts(
          HttpManagers.anyHost(group.value()).addRoutes(route(group, group.value(), clusters)));
    } else {
      for (String host : group.hosts()) {
        routes.addVirtualHosts(
            VirtualHost.newBuilder()
                .setName(host)
                .addAllDomains(spellings(host, group))
                .addRoutes(route(group, host, clusters)));
      }
      if (!group.hosts().contains(ANY_NAME)) {
        routes.addVirtualHosts(HttpManagers.anyHost("no_match").addRoutes(refusal()));
      }
    }
    return FilterChain.newBuilder()
        .addFilters(
            Filters.network(
                HttpManagers.passthrough(name, proxy.node().ipv6())
                    .setRouteConfig(routes)
                    .addHttpFilters(Filters.ROUTER)
                    .build()));
  }

  /** As a host header may have it: with the port or without. */
  private static List<String> spellings(String host, Group group) {
    if (host.equals(ANY_NAME)) {
      return List.of(host);
    }
    return List.of(host, host + ":" + (group.isForAnyPort() ? ANY_NAME : group.port()));
  }

  /** However long it takes: this is no limit that anybody has set. */
  private static Route route(Group group, String destination, Map<String, Cluster> clusters) {
    String cluster = group.clusterName(destination);
    addCluster(cluster, group.protocol(), clusters);
    return Route.newBuilder()
        .setMatch(RouteMatch.newBuilder().setPrefix("/"))
        .setRoute(RouteAction.newBuilder().setCluster(cluster).setTimeout(ProtoValues.seconds(0)))
        .build();
  }

  private static Route refusal() {
    return Route.newBuilder()
        .setMatch(RouteMatch.newBuilder().setPrefix("/"))
        .setDirectResponse(
            DirectResponseAction.newBuilder()
                .setStatus(SERVICE_UNAVAILABLE)
                .setBody(DataSource.newBuilder().setInlineString(NOT_MATCHED)))
        .build();
  }

  private static void addCluster(
      String name, MatchProtocol protocol, Map<String, Cluster> clusters) {
    Cluster.Builder cluster = Clusters.originalDestination(name);
    switch (protocol) {
      case http2, grpc ->
          cluster.putTypedExtensionProtocolOptions(
              Clusters.HTTP_OPTIONS, Packed.any(Clusters.http2().build()));
      case tcp, tls, mysql, http -> {}
    }
    clusters.put(name, cluster.build());
  }
}
