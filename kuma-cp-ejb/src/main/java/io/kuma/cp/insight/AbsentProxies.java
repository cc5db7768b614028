package io.kuma.cp.insight;

import io.kuma.core.manager.Leadership;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.model.Failure;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after proxies that nobody is connected with (contract 4.6, 4.7). A control plane that died
 * has not written that its connections have ended: another one does, so that nobody is shown online
 * for ever. Dataplanes whose proxies have been away for long are deleted. Of control planes that
 * share a store the leader does it. Upstream has every proxy's insight written again and again to
 * show that it lives; here it is enough that its control plane does.
 */
public final class AbsentProxies {
  private static final Logger LOG = LoggerFactory.getLogger(AbsentProxies.class);
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

  private final ResourceManager manager;
  private final Leadership leadership;
  private final Clock clock;
  private final String instance;
  private final InsightRetention retention;

  /** Control planes that are missed, and since when. Known to one thread at a time. */
  private final Map<String, Instant> missed = new HashMap<>();

  /**
   * @param instance identifies this control plane
   */
  public AbsentProxies(
      ResourceManager manager,
      Leadership leadership,
      Clock clock,
      String instance,
      InsightRetention retention) {
    this.manager = manager;
    this.leadership = leadership;
    this.clock = clock;
    this.instance = instance;
    this.retention = retention;
  }

  /** How often to {@link #look}. */
  public Duration interval() {
    return retention.idleTimeout().compareTo(LONGEST_INTERVAL) < 0
        ? retention.idleTimeout()
        : LONGEST_INTERVAL;
  }

  /** Does what is due. Not to be called by two threads at once; does not throw. */
  public void look() {
    if (!leadership.isLeader()) {
      missed.clear();
      return;
    }
    try {
      List<Resource<DataplaneInsight>> all = manager.list(CoreTypes.DATAPLANE_INSIGHT, null);
      Set<String> gone = gone(all);
      all.forEach(insight -> look(insight, gone));
    } catch (StoreUnavailable e) {
      // Told once by whoever reads snapshots.
      LOG.debug("absent proxies wait for the store");
    } catch (RuntimeException e) {
      LOG.warn("absent proxies could not be looked after; trying again", e);
    }
  }

  /** The control planes that have been missed for long enough. */
  private Set<String> gone(List<Resource<DataplaneInsight>> insights) {
    Set<String> absent = new TreeSet<>();
    for (Resource<DataplaneInsight> insight : insights) {
      for (DiscoverySubscription subscription : insight.spec().subscriptions()) {
        if (subscription.isOnline() && !isPresent(subscription.controlPlaneInstanceId())) {
          absent.add(subscription.controlPlaneInstanceId());
        }
      }
    }
    Instant now = clock.instant();
    missed.keySet().retainAll(absent);
    absent.forEach(name -> missed.putIfAbsent(name, now));
    absent.removeIf(
        name -> missed.getOrDefault(name, now).plus(retention.idleTimeout()).isAfter(now));
    return absent;
  }

  private boolean isPresent(String controlPlane) {
    return controlPlane.equals(instance) || leadership.isPresent(controlPlane);
  }

  private void look(Resource<DataplaneInsight> insight, Set<String> gone) {
    try {
      if (insight.spec().subscriptions().stream().anyMatch(one -> isLeftOver(one, gone))) {
        manager.update(CoreTypes.DATAPLANE_INSIGHT, insight.withSpec(ended(insight.spec(), gone)));
        LOG.info(
            "{} is offline: the control plane that it was connected with is gone", insight.key());
      } else if (isForgotten(insight.spec())) {
        ResourceKey dataplane = CoreTypes.DATAPLANE.key(insight.mesh(), insight.name());
        manager.delete(CoreTypes.DATAPLANE, dataplane);
        LOG.info("{} is deleted: its proxy was away for {}", dataplane, retention.cleanupAge());
      }
    } catch (Conflict | NotFound e) {
      // It is not as it was: somebody else is at it.
      LOG.debug("{} has changed meanwhile: {}", insight.key(), e.getMessage());
    } catch (Failure e) {
      LOG.warn("{} could not be looked after: {}", insight.key(), e.getMessage());
    }
  }

  private static boolean isLeftOver(DiscoverySubscription subscription, Set<String> gone) {
    return subscription.isOnline() && gone.contains(subscription.controlPlaneInstanceId());
  }

  private DataplaneInsight ended(DataplaneInsight insight, Set<String> gone) {
    return new DataplaneInsight(
        insight.subscriptions().stream()
            .map(one -> isLeftOver(one, gone) ? one.ended(clock.instant()) : one)
            .toList(),
        insight.mtls(),
        insight.metadata(),
        insight.openTelemetry());
  }

  private boolean isForgotten(DataplaneInsight insight) {
    Optional<Instant> last =
        insight.subscriptions().stream()
            .map(DiscoverySubscription::disconnectTime)
            .flatMap(Stream::ofNullable)
            .max(Instant::compareTo);
    return !insight.isOnline()
        && last.isPresent()
        && last.get().plus(retention.cleanupAge()).isBefore(clock.instant());
  }
}
