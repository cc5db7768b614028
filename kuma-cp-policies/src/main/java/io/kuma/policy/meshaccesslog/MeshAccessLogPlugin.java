package io.kuma.policy.meshaccesslog;

import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLogFilter;
import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.InboundRules;
import io.kuma.core.proxy.Naming;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.core.proxy.Protocol;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.model.Kri;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshaccesslog.InboundLogs.Logged;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Backend;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Conf;
import io.kuma.xds.plugin.ChainXds;
import io.kuma.xds.plugin.FinishedXds;
import io.kuma.xds.plugin.InboundXds;
import io.kuma.xds.plugin.OutboundXds;
import io.kuma.xds.plugin.PolicyPlugin;
import io.kuma.xds.plugin.ProxyXds;
import io.kuma.xds.plugin.RouteXds;
import io.kuma.xds.plugin.TelemetrySignal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loggers at the end of each chain: in the HTTP connection manager or in the TCP proxy. Collectors
 * are clusters of the proxy, one for each address, however many loggers send there.
 */
public final class MeshAccessLogPlugin implements PolicyPlugin<Conf> {
  private final PolicyType<MeshAccessLog, Conf> type;

  public MeshAccessLogPlugin(PolicyType<MeshAccessLog, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshAccessLog, Conf> type() {
    return type;
  }

  /** All policies log, for there is no strongest one: that two log does not hurt either of them. */
  @Override
  public void inbound(Inbound inbound, InboundRules<Conf> rules, InboundXds xds) {
    Loggers loggers =
        new Loggers(
            xds.proxy(), Collectors.of(xds.proxy(), type), Placeholders.inbound(xds.proxy()));
    for (Logged logged : InboundLogs.of(rules)) {
      for (Backend backend : logged.backends()) {
        loggers
            .logger(backend, inbound.protocol())
            .ifPresent(
                logger -> {
                  logged.condition().ifPresent(logger::setFilter);
                  add(logger.build(), xds.chain());
                });
      }
    }
  }

  @Override
  public void outbound(Outbound outbound, @Nullable Conf conf, OutboundXds xds) {
    Loggers loggers =
        new Loggers(
            xds.proxy(),
            Collectors.of(xds.proxy(), type),
            Placeholders.outbound(xds.proxy(), outbound));
    boolean hasRoutes =
        outbound.destination() instanceof ResourcePort && outbound.protocol().isHttp();
    add(
        conf,
        loggers,
        outbound.protocol(),
        hasRoutes ? Optional.of(RouteLogs.others()) : Optional.empty(),
        xds.chain());
    Map<Kri, Conf> ofRoutes = ofRoutes(outbound);
    ofRoutes.forEach(
        (route, own) ->
            add(own, loggers, outbound.protocol(), Optional.of(RouteLogs.of(route)), xds.chain()));
    if (!ofRoutes.isEmpty()) {
      xds.chain().http().ifPresent(RouteLogs::note);
    }
  }

  @Override
  public void route(OutboundRoute route, @Nullable Conf conf, RouteXds xds) {
    route
        .own()
        .filter(own -> own.confs().get(type).isPresent())
        .ifPresent(own -> xds.route().mergeMetadata(RouteLogs.metadata(own.kri())));
  }

  /** What is said of routes themselves, each once. */
  private Map<Kri, Conf> ofRoutes(Outbound outbound) {
    Map<Kri, Conf> confs = new LinkedHashMap<>();
    for (OutboundRoute route : outbound.routes()) {
      route
          .own()
          .ifPresent(
              own -> own.confs().get(type).ifPresent(conf -> confs.putIfAbsent(own.kri(), conf)));
    }
    return confs;
  }

  private static void add(
      @Nullable Conf conf,
      Loggers loggers,
      Protocol protocol,
      Optional<AccessLogFilter> filter,
      ChainXds chain) {
    if (conf == null || conf.backends() == null) {
      return;
    }
    for (Backend backend : conf.backends()) {
      loggers
          .logger(backend, protocol)
          .ifPresent(
              logger -> {
                filter.ifPresent(logger::setFilter);
                add(logger.build(), chain);
              });
    }
  }

  @Override
  public void proxy(ProxyModel proxy, @Nullable Conf none, ProxyXds xds) {
    Collectors.of(proxy, type)
        .forEach(
            (name, collector) -> {
              xds.add(collector.cluster(name, proxy.node().ipv6()));
              collector.announce(xds, TelemetrySignal.LOGS);
            });
  }

  /** Connections to destinations that the mesh does not know are logged too. */
  @Override
  public void finish(ProxyModel proxy, @Nullable Conf none, FinishedXds xds) {
    Conf conf = proxy.outside().get(type).orElse(null);
    if (conf == null || proxy.transparentProxy().isEmpty()) {
      return;
    }
    Loggers loggers = new Loggers(proxy, Collectors.of(proxy, type), Placeholders.outside(proxy));
    for (boolean ipv6 : List.of(false, true)) {
      String name = proxy.naming().passthrough(Naming.Direction.OUTBOUND, ipv6);
      xds.listeners()
          .change(
              listener -> listener.name().equals(name),
              listener -> PassthroughLogs.add(listener, conf, loggers));
    }
  }

  private static void add(AccessLog logger, ChainXds chain) {
    chain.http().ifPresent(http -> http.manager().addAccessLog(logger));
    chain.tcp().ifPresent(tcp -> tcp.addAccessLog(logger));
  }
}
