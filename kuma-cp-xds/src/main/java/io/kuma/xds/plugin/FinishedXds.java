package io.kuma.xds.plugin;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.kuma.core.proxy.ProxyModel;

/**
 * What Envoy is told once everybody else has had a say: for changes by name, which do not belong to
 * any one place. Endpoints are not among it.
 */
public interface FinishedXds {
  ProxyModel proxy();

  FinishedResources<Cluster> clusters();

  /** With their routes inside. */
  FinishedResources<Listener> listeners();
}
