package io.kuma.policy.meshtimeout;

import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.kuma.core.match.MatchRule;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.InboundRules;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.core.proxy.Protocol;
import io.kuma.model.Match;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshtimeout.MeshTimeout.Conf;
import io.kuma.policy.meshtimeout.MeshTimeout.Http;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.plugin.BackendXds;
import io.kuma.xds.plugin.CallerState;
import io.kuma.xds.plugin.ClusterXds;
import io.kuma.xds.plugin.HttpXds;
import io.kuma.xds.plugin.InboundXds;
import io.kuma.xds.plugin.OutboundXds;
import io.kuma.xds.plugin.PolicyPlugin;
import io.kuma.xds.plugin.RouteXds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where timeouts stand in Envoy: of connecting, in the cluster; of requests, in the route; of idle
 * connections, in the cluster for HTTP and in the TCP proxy otherwise.
 *
 * <p>An inbound, a cluster and an outbound to a real resource always have timeouts, the defaults if
 * no policy says more. An outbound by service tag has those of requests only where a policy reaches
 * it (observed 3).
 */
public final class MeshTimeoutPlugin implements PolicyPlugin<Conf> {
  private static final Duration CONNECTION = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration REQUEST = Duration.ofSeconds(15);
  private static final Duration STREAM_IDLE = Duration.ofMinutes(30);
  private static final Duration NEVER = Duration.ZERO;

  private static final Http NO_HTTP = new Http(null, null, null, null, null);
  private static final Conf NOTHING_SAID = new Conf(null, null, null);

  private final PolicyType<MeshTimeout, Conf> type;

  public MeshTimeoutPlugin(PolicyType<MeshTimeout, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshTimeout, Conf> type() {
    return type;
  }

  @Override
  public void inbound(Inbound inbound, InboundRules<Conf> rules, InboundXds xds) {
    Conf conf = rules.forEveryone().orElse(NOTHING_SAID);
    cluster(conf, inbound.protocol(), xds.workload());
    xds.chain().tcp().ifPresent(tcp -> idle(conf, tcp));
    xds.chain()
        .http()
        .ifPresent(
            http -> {
              requestHeaders(conf, http);
              http.virtualHost().getRoutesBuilderList().forEach(route -> request(conf, route));
            });
    byCaller(rules, xds);
  }

  @Override
  public void outbound(Outbound outbound, @Nullable Conf conf, OutboundXds xds) {
    xds.chain().http().ifPresent(MeshTimeoutPlugin::idleInTheCluster);
    effective(conf, outbound)
        .ifPresent(
            said -> {
              xds.chain().http().ifPresent(http -> requestHeaders(said, http));
              xds.chain().tcp().ifPresent(tcp -> idle(said, tcp));
            });
  }

  @Override
  public void route(OutboundRoute route, @Nullable Conf conf, RouteXds xds) {
    effective(conf, xds.outbound())
        .ifPresent(said -> xds.action().ifPresent(action -> request(said, action)));
  }

  private static Optional<Conf> effective(@Nullable Conf conf, Outbound outbound) {
    return conf == null && outbound.destination() instanceof ResourcePort
        ? Optional.of(NOTHING_SAID)
        : Optional.ofNullable(conf);
  }

  @Override
  public void backend(Backend backend, @Nullable Conf conf, BackendXds xds) {
    Conf said = conf == null ? NOTHING_SAID : conf;
    if (backend.isExternal()) {
      // The rest is for the zone egress, which alone speaks with services outside of the mesh.
      connection(said, xds);
    } else {
      cluster(said, backend.protocol(), xds);
    }
  }

  private static void connection(Conf conf, ClusterXds xds) {
    xds.cluster()
        .setConnectTimeout(ProtoValues.duration(orElse(conf.connectionTimeout(), CONNECTION)));
  }

  private static void cluster(Conf conf, Protocol protocol, ClusterXds xds) {
    connection(conf, xds);
    if (protocol != Protocol.HTTP && protocol != Protocol.HTTP2) {
      // Streams of gRPC live as long as their applications like.
      return;
    }
    Http http = http(conf);
    xds.http()
        .ifPresent(
            options ->
                options
                    .getCommonHttpProtocolOptionsBuilder()
                    .setIdleTimeout(ProtoValues.duration(orElse(conf.idleTimeout(), IDLE)))
                    .setMaxStreamDuration(
                        ProtoValues.duration(orElse(http.maxStreamDuration(), NEVER)))
                    .setMaxConnectionDuration(
                        ProtoValues.duration(orElse(http.maxConnectionDuration(), NEVER))));
  }

  private static void requestHeaders(Conf conf, HttpXds http) {
    idleInTheCluster(http);
    http.manager()
        .setRequestHeadersTimeout(
            ProtoValues.duration(orElse(http(conf).requestHeadersTimeout(), NEVER)));
  }

  /** One clock for idle connections is enough: the one of the cluster. */
  private static void idleInTheCluster(HttpXds http) {
    HttpProtocolOptions.Builder options = http.manager().getCommonHttpProtocolOptionsBuilder();
    options.setIdleTimeout(ProtoValues.duration(NEVER));
  }

  private static void idle(Conf conf, TcpProxy.Builder tcp) {
    tcp.setIdleTimeout(ProtoValues.duration(orElse(conf.idleTimeout(), IDLE)));
  }

  private static void request(Conf conf, Route.Builder route) {
    if (route.hasRoute()) {
      request(conf, route.getRouteBuilder());
    }
  }

  private static void request(Conf conf, RouteAction.Builder action) {
    Http http = http(conf);
    action
        .setTimeout(ProtoValues.duration(orElse(http.requestTimeout(), REQUEST)))
        .setIdleTimeout(ProtoValues.duration(orElse(http.streamIdleTimeout(), STREAM_IDLE)));
  }

  /** Callers with a conf of their own get routes of their own, before those for everyone. */
  private static void byCaller(InboundRules<Conf> rules, InboundXds xds) {
    CallerState state = new CallerState("mesh_timeout");
    List<Route> special = new ArrayList<>();
    for (MatchRule<Conf> rule : rules.rules()) {
      if (rule.match() instanceof Match match) {
        xds.chain()
            .http()
            .ifPresent(http -> special.addAll(routes(rule.conf(), match, state, http)));
        state.needs(match);
      }
    }
    state.addTo(xds.chain());
    xds.chain().http().ifPresent(http -> putBefore(special, http.virtualHost()));
  }

  private static List<Route> routes(Conf conf, Match match, CallerState state, HttpXds http) {
    List<Route> routes = new ArrayList<>();
    for (Route route : http.virtualHost().getRoutesList()) {
      Route.Builder special = route.toBuilder();
      request(conf, special);
      special.getMatchBuilder().addAllFilterState(state.matchers(match));
      routes.add(special.build());
    }
    return routes;
  }

  private static void putBefore(List<Route> special, VirtualHost.Builder host) {
    List<Route> general = List.copyOf(host.getRoutesList());
    host.clearRoutes().addAllRoutes(special).addAllRoutes(general);
  }

  private static Http http(Conf conf) {
    return conf.http() == null ? NO_HTTP : conf.http();
  }

  private static Duration orElse(@Nullable Duration said, Duration otherwise) {
    return said == null ? otherwise : said;
  }
}
