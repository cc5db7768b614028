package io.kuma.core.insight;

import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Listener;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DataplaneInsight.Mtls;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A proxy and what was observed of it. */
public record ObservedProxy(Dataplane dataplane, DataplaneInsight insight) {

  /** How a proxy is. */
  public enum Status {
    ONLINE,
    /** It is connected, and not all of its ports take traffic. */
    PARTIALLY_DEGRADED,
    OFFLINE
  }

  /**
   * All proxies of a mesh.
   *
   * @param insights by the name of the proxy; those without one were never seen
   */
  public static List<ObservedProxy> of(
      MeshSnapshot snapshot, Map<String, DataplaneInsight> insights) {
    return snapshot.all(CoreTypes.DATAPLANE).stream()
        .map(
            proxy ->
                new ObservedProxy(
                    proxy.spec(), insights.getOrDefault(proxy.name(), DataplaneInsight.EMPTY)))
        .toList();
  }

  /** How it is: a gateway as it is connected, others as their ports are too. */
  public Status status() {
    if (!insight.isOnline()) {
      return Status.OFFLINE;
    }
    if (dataplane.gateway().isPresent()) {
      return Status.ONLINE;
    }
    int ports = dataplane.inbounds().size() + dataplane.listeners().size();
    long ready =
        dataplane.inbounds().stream().filter(ObservedProxy::isReady).count()
            + dataplane.listeners().stream()
                .filter(listener -> listener.state() == Listener.State.Ready)
                .count();
    if (ready == 0) {
      return Status.OFFLINE;
    }
    return ready < ports ? Status.PARTIALLY_DEGRADED : Status.ONLINE;
  }

  /** Nothing is expected of a port that is ignored. */
  private static boolean isReady(Inbound inbound) {
    return inbound.state() != Inbound.State.NotReady
        && (inbound.health() == null || inbound.health().ready());
  }

  /** What ran at the other end of its last connection. */
  Optional<DiscoverySubscription.Version> version() {
    List<DiscoverySubscription> all = insight.subscriptions();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(all.get(all.size() - 1).version());
  }

  /** The certificate it holds. */
  Optional<Mtls> certificate() {
    return Optional.ofNullable(insight.mtls());
  }
}
