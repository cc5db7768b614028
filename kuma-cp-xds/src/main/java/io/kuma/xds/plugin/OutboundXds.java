package io.kuma.xds.plugin;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.kuma.core.proxy.ProxyModel;

/** Where requests of the workload to one destination start: a listener. */
public interface OutboundXds {
  ProxyModel proxy();

  /** All but the filter chain. */
  Listener.Builder listener();

  /** What happens to a connection. Its routes are not in it yet. */
  ChainXds chain();
}
