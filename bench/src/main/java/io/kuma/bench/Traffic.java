package io.kuma.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all fake proxies together receive. A {@link #reset} starts a new count. */
final class Traffic {
  private final Map<String, Long> lastReceived = new ConcurrentHashMap<>();
  private final AtomicInteger responses = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger synced = new AtomicInteger();
  private final AtomicLong lastSynced = new AtomicLong();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile @Nullable String watched;

  void received(String proxy, String type, int size, long now) {
    responses.incrementAndGet();
    bytes.addAndGet(size);
    String only = watched;
    if (only == null || only.equals(type)) {
      lastReceived.putIfAbsent(proxy, now);
    }
  }

  void synced(long now) {
    synced.incrementAndGet();
    lastSynced.accumulateAndGet(now, Math::max);
  }

  void failed(String proxy, Throwable thrown) {
    failures.add(proxy + ": " + thrown.getMessage());
  }

  /** Forgets what came so far. */
  void reset() {
    lastReceived.clear();
    responses.set(0);
    bytes.set(0);
  }

  /** Counts as arrived only responses of this type; null counts any. */
  void watch(@Nullable String type) {
    watched = type;
  }

  int syncedProxies() {
    return synced.get();
  }

  long lastSyncedNanos() {
    return lastSynced.get();
  }

  /** How many proxies got something since the last reset. */
  int reached() {
    return lastReceived.size();
  }

  /** When each of them got the first, in nanoseconds. */
  List<Long> arrivals() {
    return new ArrayList<>(lastReceived.values());
  }

  int responses() {
    return responses.get();
  }

  long bytes() {
    return bytes.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }
}
