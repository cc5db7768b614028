package io.kuma.xds.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;

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

  /**
   * Something for kuma-dp to know, that it fetches from Envoy (contract 4.10).
   *
   * @param path such as {@code /meshmetric}
   */
  void dynamicConfig(String path, JsonNode document);
}
