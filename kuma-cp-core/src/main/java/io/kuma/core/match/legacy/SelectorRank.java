package io.kuma.core.match.legacy;

import io.kuma.model.Selector;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much a selector says of what it matches. More tags say more; of as many tags, those with a
 * value say more than those with {@code *}.
 *
 * @param exact tags with a value
 * @param any tags that have to be there, with any value
 */
record SelectorRank(int exact, int any) implements Comparable<SelectorRank> {
  private static final String ANY = "*";
  private static final Comparator<SelectorRank> ORDER =
      Comparator.<SelectorRank>comparingInt(rank -> rank.exact + rank.any)
          .thenComparingInt(SelectorRank::exact);

  /** What a selector without tags says. */
  static final SelectorRank NONE = new SelectorRank(0, 0);

  /** The rank of {@code selector}, if it matches {@code tags}. */
  static Optional<SelectorRank> of(Selector selector, Map<String, String> tags) {
    int exact = 0;
    int any = 0;
    for (Map.Entry<String, String> wanted : selector.match().entrySet()) {
      String value = tags.get(wanted.getKey());
      if (value == null) {
        return Optional.empty();
      }
      if (wanted.getValue().equals(ANY)) {
        any++;
      } else if (wanted.getValue().equals(value)) {
        exact++;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new SelectorRank(exact, any));
  }

  /** The highest rank of those {@code selectors} that match one of {@code tagSets}. */
  static Optional<SelectorRank> best(
      List<Selector> selectors, Collection<? extends Map<String, String>> tagSets) {
    return selectors.stream()
        .flatMap(selector -> tagSets.stream().flatMap(tags -> of(selector, tags).stream()))
        .max(Comparator.naturalOrder());
  }

  /** What both say together. */
  SelectorRank plus(SelectorRank other) {
    return new SelectorRank(exact + other.exact, any + other.any);
  }

  @Override
  public int compareTo(SelectorRank other) {
    return ORDER.compare(this, other);
  }
}
