package io.kuma.cp.insight;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.Invalid;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes insights: at once when a proxy is sent its first response and when its connection ends,
 * else whatever has changed at each {@link #flush}. One write at a time, so that a thousand proxies
 * that connect together do not fight for the store.
 */
public final class InsightWriter {
  private static final Logger LOG = LoggerFactory.getLogger(InsightWriter.class);
  private static final int TRIES = 5;

  private final ResourceManager manager;
  private final Clock clock;
  private final Executor writer;
  private final String instance;
  private final int subscriptions;
  private final Set<ConnectionInsight> open = ConcurrentHashMap.newKeySet();

  /**
   * Makes a writer.
   *
   * @param writer runs one task at a time and may be kept waiting by the store
   * @param instance identifies this control plane
   * @param subscriptions how many connections of a proxy are kept ({@code
   *     KUMA_METRICS_DATAPLANE_SUBSCRIPTION_LIMIT})
   */
  public InsightWriter(
      ResourceManager manager, Clock clock, Executor writer, String instance, int subscriptions) {
    this.manager = manager;
    this.clock = clock;
    this.writer = writer;
    this.instance = instance;
    this.subscriptions = subscriptions;
  }

  /** A proxy has connected. */
  public ConnectionInsight opened(ResourceKey dataplane, JsonNode metadata) {
    ConnectionInsight connection =
        new ConnectionInsight(
            dataplane, UUID.randomUUID().toString(), instance, clock.instant(), metadata);
    open.add(connection);
    return connection;
  }

  /** The proxy was sent its first response: from now on it counts as configured. */
  public void began(ConnectionInsight connection) {
    writer.execute(() -> write(connection));
  }

  /** The connection has ended; this is written too, unless the Dataplane is gone. */
  public void closed(ConnectionInsight connection) {
    connection.closed(clock.instant());
    open.remove(connection);
    writer.execute(() -> write(connection));
  }

  /**
   * Has everything written that changed since the last time. To be called at the flush interval.
   */
  public void flush() {
    open.stream()
        .filter(ConnectionInsight::isDirty)
        .forEach(connection -> writer.execute(() -> write(connection)));
  }

  private void write(ConnectionInsight connection) {
    if (!connection.takeDirty()) {
      return;
    }
    for (int tried = 1; ; tried++) {
      try {
        store(connection);
        return;
      } catch (Conflict e) {
        // Another control plane wrote it: read again.
        if (tried == TRIES) {
          LOG.warn("the insight of {} was not written: {}", connection.dataplane(), e.reason());
          connection.putBack();
          return;
        }
      } catch (NotFound | Invalid e) {
        LOG.debug("{} is gone, and so is its insight", connection.dataplane());
        return;
      } catch (StoreUnavailable e) {
        // Told once by whoever reads, not for each proxy.
        LOG.debug("the insight of {} waits for the store", connection.dataplane());
        connection.putBack();
        return;
      } catch (RuntimeException e) {
        LOG.warn("the insight of {} was not written", connection.dataplane(), e);
        connection.putBack();
        return;
      }
    }
  }

  private void store(ConnectionInsight connection) {
    ResourceKey dataplane = connection.dataplane();
    ResourceKey key = CoreTypes.DATAPLANE_INSIGHT.key(dataplane.mesh(), dataplane.name());
    Optional<Resource<DataplaneInsight>> before = manager.find(CoreTypes.DATAPLANE_INSIGHT, key);
    DataplaneInsight insight =
        connection.merge(before.map(Resource::spec).orElse(DataplaneInsight.EMPTY), subscriptions);
    if (before.isPresent()) {
      manager.update(CoreTypes.DATAPLANE_INSIGHT, before.get().withSpec(insight));
    } else {
      manager.create(CoreTypes.DATAPLANE_INSIGHT, Resource.of(key, insight));
    }
    connection.written();
  }
}
