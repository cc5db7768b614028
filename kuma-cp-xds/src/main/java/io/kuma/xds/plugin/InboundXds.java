package io.kuma.xds.plugin;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.ProxyModel;
import java.util.Optional;

/** Where requests for the workload come in: a listener and the cluster of the workload. */
public interface InboundXds {
  ProxyModel proxy();

  /** All but the filter chains. */
  Listener.Builder listener();

  /**
   * What happens to a connection. It is written once, however many chains the TLS mode asks for.
   */
  ChainXds chain();

  /** The cluster of the workload. */
  ClusterXds workload();

  /** How the proxy proves itself to callers; empty if the mesh has no mutual TLS. */
  Optional<CommonTlsContext.Builder> tls();

  /** Who may connect; means nothing without mutual TLS. Starts as what the mesh says. */
  void tlsMode(MutualTls.Mode mode);
}
