package io.kuma.core.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds things by their tags or labels without going through all of them: only through those that
 * have the rarest of what is asked for.
 */
public final class EntryIndex<T> {
  private final Map<Map.Entry<String, String>, List<T>> byEntry = new HashMap<>();

  /** Something that has these tags or labels; each of them once. */
  public void add(Collection<Map.Entry<String, String>> entries, T thing) {
    entries.forEach(
        entry -> byEntry.computeIfAbsent(copy(entry), none -> new ArrayList<>()).add(thing));
  }

  /**
   * Things among which are all that have every one of {@code wanted}, in the order in which they
   * were added.
   *
   * @param wanted at least one
   */
  public List<T> rarest(Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .map(entry -> byEntry.getOrDefault(copy(entry), List.of()))
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  /** Entries of maps may change with them and make no good keys. */
  private static Map.Entry<String, String> copy(Map.Entry<String, String> entry) {
    return Map.entry(entry.getKey(), entry.getValue());
  }
}
