package io.kuma.cp.push;

import io.kuma.core.delivery.Delivery;
import io.kuma.core.delivery.Delivery.State;
import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.XdsType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What went over one stream, as far as it tells how far a snapshot has come. Thread-safe. */
final class DeliveryLog {
  private final Set<XdsType> unanswered = EnumSet.noneOf(XdsType.class);
  private final Map<XdsType, Refusal> refusals = new EnumMap<>(XdsType.class);
  private @Nullable ProxySnapshot settled;
  private @Nullable Instant sent;
  private @Nullable Instant answered;

  private record Refusal(String reason, Instant time) {}

  synchronized void sent(XdsType type, Instant now) {
    unanswered.add(type);
    refusals.remove(type);
    sent = now;
  }

  synchronized void acknowledged(XdsType type, Instant now) {
    answered(type, now);
    refusals.remove(type);
  }

  synchronized void rejected(XdsType type, String reason, Instant now) {
    answered(type, now);
    refusals.put(type, new Refusal(reason, now));
  }

  /** What waited for the answer may go out now, so nothing is settled until that is looked at. */
  private void answered(XdsType type, Instant now) {
    unanswered.remove(type);
    settled = null;
    answered = now;
  }

  /** All that can be sent of a snapshot for now was sent. */
  synchronized void settled(ProxySnapshot snapshot) {
    settled = snapshot;
  }

  /** How far this snapshot has come. */
  @SuppressWarnings("ReferenceEquality") // The same one, not one with the same content.
  synchronized Delivery of(@Nullable ProxySnapshot snapshot) {
    if (snapshot == null || snapshot != settled) {
      return new Delivery(State.pending, null, "");
    } else if (!unanswered.isEmpty()) {
      return new Delivery(State.sent, sent, "");
    }
    return refusals.entrySet().stream()
        .findFirst()
        .map(
            entry ->
                new Delivery(
                    State.rejected,
                    entry.getValue().time(),
                    entry.getKey() + ": " + entry.getValue().reason()))
        .orElseGet(() -> new Delivery(State.acknowledged, answered, ""));
  }
}
