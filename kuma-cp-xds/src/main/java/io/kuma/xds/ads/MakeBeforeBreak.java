package io.kuma.xds.ads;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps clusters that are no longer wanted until the proxy has stopped routing to them. Clusters
 * are sent before listeners, so without this every request between the two would find its cluster
 * gone.
 *
 * @param <V> what is known of a cluster
 */
final class MakeBeforeBreak<V> {
  /** The clusters that the routes in use were made for. */
  private SortedMap<String, V> inUse = Collections.emptySortedMap();

  /**
   * What the proxy should have: the clusters that are wanted and, unless it is {@code routed} as
   * wanted too, those that it still routes to.
   */
  SortedMap<String, V> keep(SortedMap<String, V> wanted, boolean routed) {
    if (routed) {
      inUse = wanted;
      return wanted;
    }
    @Nullable SortedMap<String, V> all = null;
    for (var old : inUse.entrySet()) {
      if (!wanted.containsKey(old.getKey())) {
        all = all == null ? new TreeMap<>(wanted) : all;
        all.put(old.getKey(), old.getValue());
      }
    }
    return all == null ? wanted : all;
  }
}
