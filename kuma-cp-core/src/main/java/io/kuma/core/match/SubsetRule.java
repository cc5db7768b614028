package io.kuma.core.match;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The merged conf for those clients or destinations that are in the subset.
 *
 * <p>Subsets of one list may overlap. Somebody who is in several of them is subject to the rule of
 * the highest precedence, and to that one only; the order of the list is upstream's and need not
 * say the same.
 *
 * @param origins each policy once, weakest first
 * @param originByMatches for routes: which policy said last what becomes of these matches, by
 *     {@link MatchesHash}; empty for confs that have no matches
 * @param precedence greater is stronger
 */
public record SubsetRule<C extends Record>(
    Subset subset,
    C conf,
    List<Origin> origins,
    SortedMap<String, Origin> originByMatches,
    int precedence) {
  public SubsetRule {
    origins = List.copyOf(origins);
    originByMatches = Collections.unmodifiableSortedMap(new TreeMap<>(originByMatches));
  }

  /** A rule that overlaps no other, of a conf that has no matches. */
  public SubsetRule(Subset subset, C conf, List<Origin> origins) {
    this(subset, conf, origins, Collections.emptySortedMap(), 0);
  }
}
