package io.kuma.resource.dataplaneinsight;

import java.util.List;

/** What was observed of a proxy of any kind: above all, its connections to control planes. */
public interface ProxyInsight {

  /** The proxy's connections, oldest first. */
  List<DiscoverySubscription> subscriptions();

  /** Whether the proxy is connected: one of its connections has begun and not ended. */
  default boolean isOnline() {
    return subscriptions().stream().anyMatch(DiscoverySubscription::isOnline);
  }
}
