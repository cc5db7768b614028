package io.kuma.core.store;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All names, or some.
 *
 * @param some those; empty if it is all
 */
public record Names(boolean all, SortedSet<String> some) {
  /** Whatever something is called. */
  public static final Names ALL = new Names(true, Collections.emptySortedSet());

  public Names {
    some = Collections.unmodifiableSortedSet(new TreeSet<>(some));
  }

  /** These and no others. */
  public static Names of(Collection<String> some) {
    return new Names(false, new TreeSet<>(some));
  }

  public boolean include(String name) {
    return all || some.contains(name);
  }

  /** Those that are in both. */
  public Names and(Names other) {
    if (all) {
      return other;
    }
    return of(some.stream().filter(other::include).toList());
  }

  /** Whether nothing has such a name. */
  public boolean isNone() {
    return !all && some.isEmpty();
  }
}
