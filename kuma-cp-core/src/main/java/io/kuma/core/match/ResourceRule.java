package io.kuma.core.match;

import io.kuma.model.Kri;
import io.kuma.model.Meta;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the policies of one type say about a resource or a section of it: all that is said about the
 * mesh, the resource and the section, merged in the order of contract 10.4.
 *
 * @param kri of the resource, with the section if the rule is about one
 * @param resource of the resource
 * @param confs one; or several, if their record says that confs about different things stay apart
 * @param origins the items it was merged from, weakest first
 * @param originByMatches for routes: which policy said last what becomes of these matches, by
 *     {@link MatchesHash}; empty for confs that have no matches
 */
public record ResourceRule<C extends Record>(
    Kri kri,
    Meta resource,
    List<C> confs,
    List<Origin> origins,
    SortedMap<String, Origin> originByMatches) {
  public ResourceRule {
    if (confs.isEmpty()) {
      throw new IllegalArgumentException("a rule says something");
    }
    confs = List.copyOf(confs);
    origins = List.copyOf(origins);
    originByMatches =
        originByMatches.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(originByMatches));
  }

  /** The conf, or the first of several. */
  public C conf() {
    return confs.get(0);
  }
}
