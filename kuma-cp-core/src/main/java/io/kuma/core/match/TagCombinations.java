package io.kuma.core.match;

import io.kuma.core.match.Subset.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Divides everybody into subsets, one for each way in which a number of tags can be there or not.
 */
final class TagCombinations {
  private TagCombinations() {}

  /**
   * All subsets, the one with every tag last; those that contradict themselves are left out. The
   * order is upstream's: counting in binary, a one for each tag that is not there.
   *
   * @param tags sorted, each once, without negations
   */
  static List<Subset> of(List<Tag> tags) {
    if (tags.size() > Long.SIZE - 2) {
      throw new IllegalArgumentException(tags.size() + " tags have too many combinations");
    }
    List<Subset> subsets = new ArrayList<>();
    long combinations = 1L << tags.size();
    for (long step = 1; step <= combinations; step++) {
      long absent = step % combinations;
      List<Tag> combination = new ArrayList<>(tags.size());
      for (int i = 0; i < tags.size(); i++) {
        Tag tag = tags.get(i);
        combination.add((absent >> i & 1) == 1 ? tag.negated() : tag);
      }
      simplified(combination).ifPresent(subsets::add);
    }
    return subsets;
  }

  /** A value makes it needless to say which values it is not; two values contradict each other. */
  private static Optional<Subset> simplified(List<Tag> tags) {
    Map<String, List<Tag>> byKey = new LinkedHashMap<>();
    tags.forEach(tag -> byKey.computeIfAbsent(tag.key(), key -> new ArrayList<>()).add(tag));
    List<Tag> result = new ArrayList<>();
    for (List<Tag> sameKey : byKey.values()) {
      List<Tag> positive = sameKey.stream().filter(tag -> !tag.not()).toList();
      if (positive.size() > 1) {
        return Optional.empty();
      }
      result.addAll(positive.isEmpty() ? sameKey : positive);
    }
    return Optional.of(new Subset(result));
  }
}
