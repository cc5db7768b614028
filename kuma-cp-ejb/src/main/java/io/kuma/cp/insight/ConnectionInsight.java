package io.kuma.cp.insight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceKey;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DataplaneInsight.Mtls;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.Stats;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.Status;
import io.kuma.xds.cache.XdsType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What is observed of one connection of a proxy. Counting is cheap and never waits for a store;
 * {@link InsightWriter} writes it down from time to time.
 */
public final class ConnectionInsight {
  private final ResourceKey dataplane;
  private final String id;
  private final String instance;
  private final Instant connected;
  private final JsonNode metadata;
  private final AtomicBoolean dirty = new AtomicBoolean(true);

  private final Map<XdsType, Stats> counts = new EnumMap<>(XdsType.class);
  private @Nullable Instant updated;
  private @Nullable Instant disconnected;
  private @Nullable ObjectNode rejection;
  private @Nullable Certificate certificate;
  private int certificates;

  /** How many it had been given before this connection; negative as long as that was not read. */
  private int earlierCertificates = -1;

  private int generation;

  /** A certificate that the proxy holds, whoever issued it. */
  record Certificate(Instant expires, Instant issued, String backend) {}

  ConnectionInsight(
      ResourceKey dataplane, String id, String instance, Instant connected, JsonNode metadata) {
    this.dataplane = dataplane;
    this.id = id;
    this.instance = instance;
    this.connected = connected;
    this.metadata = metadata;
  }

  /** A response went out. */
  public void sent(XdsType type, Instant now) {
    count(type, new Stats(1, 0, 0), now);
  }

  /** The proxy uses what it was sent. */
  public void acknowledged(XdsType type, Instant now) {
    count(type, new Stats(0, 1, 0), now);
  }

  /** The proxy does not use what it was sent. */
  public synchronized void rejected(XdsType type, String reason, Instant now) {
    rejection =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", type.url())
            .put("reason", reason)
            .put("time", now.toString());
    count(type, new Stats(0, 0, 1), now);
  }

  /** Its configuration could not be made; it keeps what it has. */
  public synchronized void failed(String reason, Instant now) {
    rejection =
        JsonNodeFactory.instance.objectNode().put("reason", reason).put("time", now.toString());
    dirty.set(true);
  }

  /** The proxy was given a certificate. */
  public synchronized void certified(String backend, Instant issued, Instant expires) {
    certificate = new Certificate(expires, issued, backend);
    certificates++;
    dirty.set(true);
  }

  synchronized void closed(Instant now) {
    disconnected = now;
    dirty.set(true);
  }

  private synchronized void count(XdsType type, Stats one, Instant now) {
    counts.merge(type, one, Stats::plus);
    updated = now;
    dirty.set(true);
  }

  ResourceKey dataplane() {
    return dataplane;
  }

  boolean isDirty() {
    return dirty.get();
  }

  /** Whether there is something that was not written yet; it counts as written from now on. */
  boolean takeDirty() {
    return dirty.getAndSet(false);
  }

  /** What was taken could not be written: it is due again. */
  void putBack() {
    dirty.set(true);
  }

  /**
   * The insight with this connection in it. A connection that was replaced by a newer one is still
   * brought up to date, but what the newer one says of the proxy stands.
   *
   * @param limit how many connections are kept, the newest
   */
  synchronized DataplaneInsight merge(DataplaneInsight before, int limit) {
    List<DiscoverySubscription> all = new ArrayList<>(before.subscriptions());
    int place = 0;
    while (place < all.size() && !all.get(place).id().equals(id)) {
      place++;
    }
    if (place < all.size()) {
      all.set(place, subscription());
    } else if (disconnected == null || generation == 0) {
      // Newer connections may have pushed it out, but only once it had ended.
      all.add(subscription());
    }
    boolean newest = !all.isEmpty() && all.get(all.size() - 1).id().equals(id);
    return new DataplaneInsight(
        all.subList(Math.max(0, all.size() - limit), all.size()),
        newest ? mtls(before.mtls()).orElse(null) : before.mtls(),
        newest ? metadata() : before.metadata(),
        before.openTelemetry());
  }

  /** What {@link #merge} made is stored. */
  synchronized void written() {
    generation++;
  }

  private DiscoverySubscription subscription() {
    return new DiscoverySubscription(
        id, instance, connected, disconnected, status(), NodeVersion.of(metadata), generation + 1);
  }

  /**
   * What the proxy said of itself and, if it refused something, what and why. The contract has no
   * field for that; here it stands where free fields are allowed.
   */
  private JsonNode metadata() {
    if (rejection == null || !metadata.isObject()) {
      return metadata;
    }
    ObjectNode complete = metadata.deepCopy();
    complete.set("lastRejection", rejection);
    return complete;
  }

  /** The proxy's certificates, counted on from those of its earlier connections. */
  private Optional<Mtls> mtls(@Nullable Mtls before) {
    if (earlierCertificates < 0) {
      earlierCertificates = before == null ? 0 : before.certificateRegenerations();
    }
    if (certificate == null) {
      return Optional.ofNullable(before);
    }
    return Optional.of(
        new Mtls(
            certificate.expires(),
            certificate.issued(),
            earlierCertificates + certificates,
            certificate.backend(),
            List.of(certificate.backend())));
  }

  private Status status() {
    Stats total = counts.values().stream().reduce(Stats.NONE, Stats::plus);
    return new Status(
        updated,
        total,
        of(XdsType.CLUSTER),
        of(XdsType.ENDPOINT),
        of(XdsType.LISTENER),
        of(XdsType.ROUTE));
  }

  private Stats of(XdsType type) {
    return counts.getOrDefault(type, Stats.NONE);
  }
}
