package io.kuma.xds.health;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.kuma.xds.ads.StreamRefused;

/** Decides who may report health. */
@FunctionalInterface
public interface HealthConnections {

  /**
   * Called with the first request of a stream, on a thread that may be kept waiting.
   *
   * @param wake is to be run when the Dataplane has changed
   * @param credential the value of the header {@code authorization}; empty if there was none
   * @throws StreamRefused if the node must not have a stream
   */
  ProxyHealth open(Runnable wake, Node node, String credential) throws StreamRefused;
}
