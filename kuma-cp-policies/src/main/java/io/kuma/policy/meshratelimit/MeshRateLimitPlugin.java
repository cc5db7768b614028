package io.kuma.policy.meshratelimit;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.InboundRules;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshratelimit.LimitsByCaller.CallerLimit;
import io.kuma.policy.meshratelimit.MeshRateLimit.Conf;
import io.kuma.policy.meshratelimit.MeshRateLimit.Local;
import io.kuma.policy.meshratelimit.MeshRateLimit.Tcp;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.plugin.CallerState;
import io.kuma.xds.plugin.ChainXds;
import io.kuma.xds.plugin.FilterSlot;
import io.kuma.xds.plugin.HttpXds;
import io.kuma.xds.plugin.InboundXds;
import io.kuma.xds.plugin.NetworkFilterSlot;
import io.kuma.xds.plugin.PolicyPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Limits of inbounds. Connections are counted by a network filter, before anybody looks into them;
 * requests by an HTTP filter that finds its numbers at the route, so that callers with a limit of
 * their own get routes of their own.
 */
public final class MeshRateLimitPlugin implements PolicyPlugin<Conf> {
  private static final String HTTP_FILTER = "envoy.filters.http.local_ratelimit";
  private static final String TCP_FILTER =
      "envoy.extensions.filters.network.local_ratelimit.v3.LocalRateLimit";

  private final PolicyType<MeshRateLimit, Conf> type;

  public MeshRateLimitPlugin(PolicyType<MeshRateLimit, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshRateLimit, Conf> type() {
    return type;
  }

  @Override
  public void inbound(Inbound inbound, InboundRules<Conf> rules, InboundXds xds) {
    ChainXds chain = xds.chain();
    Optional<Local> forEveryone = rules.forEveryone().map(Conf::local);
    forEveryone.map(Local::tcp).ifPresent(tcp -> limitConnections(tcp, chain));
    Optional<LocalRateLimit> general = forEveryone.map(Local::http).flatMap(HttpLimits::of);
    List<CallerLimit> byCaller = LimitsByCaller.of(rules);
    if (general.isEmpty() && byCaller.stream().allMatch(limit -> limit.limit().isEmpty())) {
      return;
    }
    CallerState state = new CallerState("mesh_rate_limit");
    byCaller.forEach(limit -> state.needs(limit.match()));
    state.addTo(chain);
    chain.http().ifPresent(http -> limitRequests(general, byCaller, state, http));
  }

  private static void limitConnections(Tcp tcp, ChainXds chain) {
    if (tcp.connectionRate() != null && !Boolean.TRUE.equals(tcp.disabled())) {
      chain.filter(
          NetworkFilterSlot.RATE_LIMIT,
          TCP_FILTER,
          io.envoyproxy.envoy.extensions.filters.network.local_ratelimit.v3.LocalRateLimit
              .newBuilder()
              .setStatPrefix("tcp_rate_limit")
              .setTokenBucket(HttpLimits.bucket(tcp.connectionRate()))
              .build());
    }
  }

  private static void limitRequests(
      Optional<LocalRateLimit> general,
      List<CallerLimit> byCaller,
      CallerState state,
      HttpXds http) {
    http.filter(
        FilterSlot.RATE_LIMIT,
        HTTP_FILTER,
        LocalRateLimit.newBuilder().setStatPrefix(HttpLimits.STAT_PREFIX).build());
    List<Route> routes = new ArrayList<>();
    for (Route route : http.virtualHost().getRoutesList()) {
      for (CallerLimit limit : byCaller) {
        Route.Builder special = route.toBuilder();
        special.getMatchBuilder().addAllFilterState(state.matchers(limit.match()));
        routes.add(with(limit.limit(), special));
      }
      routes.add(with(general, route.toBuilder()));
    }
    http.virtualHost().clearRoutes().addAllRoutes(routes);
  }

  private static Route with(Optional<LocalRateLimit> limit, Route.Builder route) {
    limit.ifPresent(found -> route.putTypedPerFilterConfig(HTTP_FILTER, Packed.any(found)));
    return route.build();
  }
}
