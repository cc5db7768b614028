package io.kuma.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every resource carries beside its spec.
 *
 * @param labels sorted by key
 * @param version counts the writes, from 1; 0 for a resource that is not stored yet. Internal: it
 *     guards updates against lost writes and never leaves the server
 * @param created when it was first stored; {@link #NO_TIME} if it was not
 * @param modified when it was last stored; {@link #NO_TIME} if it was not
 */
public record Meta(
    ResourceKey key,
    SortedMap<String, String> labels,
    long version,
    Instant created,
    Instant modified) {

  /** Go's zero time, which the contract shows for "no time". */
  public static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

  public Meta {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** Metadata of a resource that is not stored yet. */
  public static Meta of(ResourceKey key) {
    return new Meta(key, new TreeMap<>(), 0, NO_TIME, NO_TIME);
  }

  public String type() {
    return key.type();
  }

  public String mesh() {
    return key.mesh();
  }

  public String name() {
    return key.name();
  }

  public Meta withLabels(Map<String, String> newLabels) {
    return new Meta(key, new TreeMap<>(newLabels), version, created, modified);
  }

  /** The name that users gave it, before synchronisation changed it. */
  public String displayName() {
    return labels.getOrDefault(Labels.DISPLAY_NAME, name());
  }
}
