package io.kuma.cp.push;

import io.kuma.xds.cache.XdsType;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * How long it takes from a new configuration of a proxy to its answer, for each type. What is sent
 * without a new one, such as a renewed certificate, counts from when it is sent. All times are
 * those of {@link System#nanoTime}.
 */
final class DeliveryTimes {
  private final LongConsumer onDelivery;
  private final Map<XdsType, Long> counted = new EnumMap<>(XdsType.class);
  private final Map<XdsType, Long> unanswered = new EnumMap<>(XdsType.class);
  private volatile long made;

  /** Tells {@code onDelivery} the nanoseconds of each delivery. */
  DeliveryTimes(LongConsumer onDelivery) {
    this.onDelivery = onDelivery;
  }

  /** There is something new for the proxy. On any thread; the others on the stream's only. */
  void made(long now) {
    made = now;
  }

  void sent(XdsType type, long now) {
    long last = made;
    Long before = counted.put(type, last);
    // What went out and was not answered before this one went out has waited since then.
    unanswered.putIfAbsent(type, before != null && before == last ? now : last);
  }

  void answered(XdsType type, long now) {
    Long since = unanswered.remove(type);
    if (since != null) {
      onDelivery.accept(now - since);
    }
  }
}
