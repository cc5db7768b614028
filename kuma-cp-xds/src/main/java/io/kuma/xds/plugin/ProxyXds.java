package io.kuma.xds.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import java.util.List;

/** Resources that belong to no inbound and no outbound. Names must be unique within the proxy. */
public interface ProxyXds {
  /** The same, for resources that are there for something else than the policy as such. */
  ProxyXds as(Origin origin);

  void add(Cluster cluster);

  void add(Listener listener);

  /**
   * Which redirected connections may come in that are for none of the inbounds.
   *
   * <p>Upstream opens the listeners for them once a policy asks, also where nothing is redirected:
   * at whatever port is free and with nothing behind them. The recordings have them, so we do too
   * ({@code recorded/meshtls/versions-ciphers}).
   */
  void inboundPassthrough(InboundPassthrough allowed);

  /** Which redirected connections may come in. */
  enum InboundPassthrough {
    /** Also those to ports that no inbound listens on. */
    ANY_PORT,
    /** Only those to the ports of inbounds. */
    INBOUND_PORTS
  }

  /** Which redirected connections may leave that are for none of the outbounds. */
  void outboundPassthrough(OutboundPassthrough allowed);

  /**
   * Which redirected connections may leave. A family of addresses without chains of its own keeps
   * the one that forwards to where the connection was going.
   *
   * @param everything the cluster exists that connections are forwarded to; without it they are
   *     refused
   * @param listenerFilters what the chains need to be told apart
   */
  record OutboundPassthrough(
      boolean everything,
      List<FilterChain> ipv4,
      List<FilterChain> ipv6,
      List<ListenerFilter> listenerFilters) {
    public static final OutboundPassthrough EVERYTHING =
        new OutboundPassthrough(true, List.of(), List.of(), List.of());

    public static final OutboundPassthrough NOTHING =
        new OutboundPassthrough(false, List.of(), List.of(), List.of());

    public OutboundPassthrough {
      ipv4 = List.copyOf(ipv4);
      ipv6 = List.copyOf(ipv6);
      listenerFilters = List.copyOf(listenerFilters);
    }
  }

  /**
   * Something for kuma-dp to know, that it fetches from Envoy (contract 4.10).
   *
   * @param path such as {@code /meshmetric}
   */
  void dynamicConfig(String path, JsonNode document);

  /** Something for kuma-dp to forward. */
  void forward(OtelCollector.ThroughKumaDp collector, TelemetrySignal signal);
}
