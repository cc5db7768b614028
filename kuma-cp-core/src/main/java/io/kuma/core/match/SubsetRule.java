package io.kuma.core.match;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The merged conf for those clients or destinations that are in the subset.
 *
 * @param origins each policy once, weakest first
 * @param originByMatches for routes: which policy said last what becomes of these matches, by
 *     {@link MatchesHash}; empty for confs that have no matches
 */
public record SubsetRule<C extends Record>(
    Subset subset, C conf, List<Origin> origins, SortedMap<String, Origin> originByMatches) {
  public SubsetRule {
    origins = List.copyOf(origins);
    originByMatches = Collections.unmodifiableSortedMap(new TreeMap<>(originByMatches));
  }

  /** A rule of a conf that has no matches. */
  public SubsetRule(Subset subset, C conf, List<Origin> origins) {
    this(subset, conf, origins, Collections.emptySortedMap());
  }
}
