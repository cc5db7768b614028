package io.kuma.xds.cache;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that one proxy should have: by kind, then by name. Immutable. */
public record XdsResources(Map<XdsType, SortedMap<String, VersionedResource>> byType) {
  public XdsResources {
    Map<XdsType, SortedMap<String, VersionedResource>> copy = new EnumMap<>(XdsType.class);
    byType.forEach(
        (type, resources) ->
            copy.put(type, Collections.unmodifiableSortedMap(new TreeMap<>(resources))));
    byType = Collections.unmodifiableMap(copy);
  }

  /** Sorted by name; empty if there are none. */
  public SortedMap<String, VersionedResource> of(XdsType type) {
    SortedMap<String, VersionedResource> found = byType.get(type);
    return found == null ? Collections.emptySortedMap() : found;
  }
}
