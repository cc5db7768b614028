package io.kuma.core.token;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a proxy's token binds it to; an empty text or map binds nothing (contract 4.5).
 *
 * @param name of its Dataplane
 * @param mesh of its Dataplane
 * @param tags for each key the values that its inbounds may have
 * @param type {@code dataplane}; empty means the same
 * @param workload the value of its label {@code kuma.io/workload}
 */
public record DataplaneClaims(
    String name,
    String mesh,
    SortedMap<String, SortedSet<String>> tags,
    String type,
    String workload) {
  public DataplaneClaims {
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    tags.forEach(
        (key, values) -> copy.put(key, Collections.unmodifiableSortedSet(new TreeSet<>(values))));
    tags = Collections.unmodifiableSortedMap(copy);
  }
}
