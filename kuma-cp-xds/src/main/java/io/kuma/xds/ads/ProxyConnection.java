package io.kuma.xds.ads;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.XdsType;
import java.util.Optional;

/** What stands behind one stream. Called by one thread at a time, which may be kept waiting. */
public interface ProxyConnection {

  /** What the proxy should have; empty as long as it is not known. */
  Optional<ProxySnapshot> snapshot();

  /**
   * The node was named again, and differently.
   *
   * @throws StreamRefused if the stream must not go on as this node
   */
  void nodeChanged(Node node) throws StreamRefused;

  /** A response went out. */
  void sent(XdsType type);

  /**
   * All of a snapshot has gone out that can: the proxy has the rest, or has to answer first, or has
   * refused it lately.
   */
  void settled(ProxySnapshot snapshot);

  /** The proxy uses what it was sent. */
  void acknowledged(XdsType type);

  /**
   * The proxy does not use what it was sent.
   *
   * @param reason in Envoy's words
   */
  void rejected(XdsType type, String reason);

  /** The stream has ended, whoever ended it. */
  void closed();
}
