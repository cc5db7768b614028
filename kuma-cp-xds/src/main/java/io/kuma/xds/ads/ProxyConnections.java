package io.kuma.xds.ads;

import io.envoyproxy.envoy.config.core.v3.Node;

/** Decides who may have a stream. */
@FunctionalInterface
public interface ProxyConnections {

  /**
   * Called with the first request of a stream, on a thread that may be kept waiting.
   *
   * @param credential the value of the header {@code authorization}; empty if there was none
   * @throws StreamRefused if the node must not have a stream
   */
  ProxyConnection open(ProxyStream stream, Node node, String credential) throws StreamRefused;
}
