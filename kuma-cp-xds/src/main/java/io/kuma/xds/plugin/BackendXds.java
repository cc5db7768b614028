package io.kuma.xds.plugin;

import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.kuma.core.proxy.ProxyModel;
import java.util.Optional;

/** A cluster of other proxies, and its endpoints. */
public interface BackendXds extends ClusterXds {
  ProxyModel proxy();

  /** How the proxy proves itself to them; empty if they are spoken to in plaintext. */
  Optional<CommonTlsContext.Builder> tls();

  /**
   * The endpoints. Who asks for them gets a copy for this proxy alone; as long as nobody does, one
   * encoding is shared by all proxies.
   */
  ClusterLoadAssignment.Builder endpoints();
}
