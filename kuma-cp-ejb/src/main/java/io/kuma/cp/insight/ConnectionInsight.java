package io.kuma.cp.insight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceKey;
import io.kuma.resource.dataplaneinsight.DataplaneInsight.Mtls;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.Stats;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.Status;
import io.kuma.xds.cache.XdsType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What is observed of one connection of a proxy. Counting is cheap and never waits for a store; {@link InsightWriter}
 * writes it down from time to time.
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
        JsonNodeFactory.instance
            .objectNode()
            .put("reason", reason)
            .put("time", now.toString());
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

  String id() {
    return id;
  }

  /** Whether there is something that was not written yet; it counts as written from now on. */
  boolean takeDirty() {
    return dirty.getAndSet(false);
  }

  /** What was taken could not be written: it is due again. */
  void putBack() {
    dirty.set(true);
  }

  /** The connection as it is to be written; each call counts the generation up. */
  synchronized DiscoverySubscription subscription() {
    generation++;
    return new DiscoverySubscription(
        id, instance, connected, disconnected, status(), NodeVersion.of(metadata), generation);
  }

  /**
   * What the proxy said of itself and, if it refused something, what and why. The contract has no field for that; here it
   * stands where free fields are allowed.
   */
  synchronized JsonNode metadata() {
    if (rejection == null || !metadata.isObject()) {
      return metadata;
    }
    ObjectNode complete = metadata.deepCopy();
    complete.set("lastRejection", rejection);
    return complete;
  }

  /** The proxy's certificates, counted on from those of its earlier connections. */
  synchronized Optional<Mtls> mtls(@Nullable Mtls before) {
    if (certificate == null) {
      return Optional.ofNullable(before);
    }
    int earlier = before == null ? 0 : before.certificateRegenerations();
    Mtls now =
        new Mtls(
            certificate.expires(),
            certificate.issued(),
            earlier + certificates,
            certificate.backend(),
            List.of(certificate.backend()));
    certificates = 0;
    return Optional.of(now);
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
