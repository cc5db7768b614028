package io.kuma.core.match;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.match.Subset.Tag;
import io.kuma.core.merge.ConfMerger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns items that overlap into rules (contract 10.5): for every subset of clients or destinations
 * that the items can tell apart, what all items that cover it merge to. The more tags a subset
 * demands the earlier it stands, as upstream has it.
 *
 * <p>Items that exclude each other are not combined, or the number of subsets would explode. So
 * somebody can be in several subsets, in some of which an item is missing that is about him: where
 * all are allowed but {@code a} and {@code b}, {@code a} is in "not b" too. That is what {@link
 * SubsetRule#precedence} is for: the rule that knows the strongest item, and among those the one
 * that knows the most, knows all items that cover him.
 */
final class SubsetRules {
  private static final Comparator<SubsetRule<?>> MOST_TAGS_FIRST =
      Comparator.<SubsetRule<?>>comparingInt(rule -> rule.subset().countPositive()).reversed();

  private SubsetRules() {}

  /**
   * Rules by tags of the client; those who have no tags of any item are told apart from the others
   * with negations.
   *
   * @param items weakest first
   */
  static <C extends Record> List<SubsetRule<C>> from(List<SubsetItem> items, ConfMerger<C> merger) {
    List<Subset> subsets = items.stream().map(SubsetItem::subset).toList();
    List<SubsetRule<C>> rules = new ArrayList<>();
    for (List<Integer> clique : Cliques.of(subsets)) {
      Set<Tag> tags = new TreeSet<>(Tag.BY_KEY);
      clique.forEach(i -> tags.addAll(subsets.get(i).tags()));
      for (Subset combination : TagCombinations.of(List.copyOf(tags))) {
        addRules(combination, items, merger, rules);
      }
    }
    rules.sort(MOST_TAGS_FIRST);
    return List.copyOf(rules);
  }

  /**
   * Rules by tags of the destination. Mostly the only tag is that of the service: a destination has
   * one value of it, so negations would say nothing new.
   *
   * @param items weakest first
   */
  static <C extends Record> List<SubsetRule<C>> to(List<SubsetItem> items, ConfMerger<C> merger) {
    long keys =
        items.stream()
            .flatMap(item -> item.subset().tags().stream())
            .map(Tag::key)
            .distinct()
            .count();
    if (keys > 1) {
      return from(items, merger);
    }
    Set<Subset> subsets = new LinkedHashSet<>();
    items.forEach(item -> subsets.add(item.subset()));
    List<SubsetRule<C>> rules = new ArrayList<>();
    for (Subset subset : subsets) {
      addRules(subset, items, merger, rules);
    }
    rules.sort(MOST_TAGS_FIRST);
    return List.copyOf(rules);
  }

  private static <C extends Record> void addRules(
      Subset subset, List<SubsetItem> items, ConfMerger<C> merger, List<SubsetRule<C>> rules) {
    List<SubsetItem> relevant = new ArrayList<>();
    int strongest = 0;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).subset().covers(subset)) {
        relevant.add(items.get(i));
        strongest = i;
      }
    }
    if (relevant.isEmpty()) {
      return;
    }
    List<? extends JsonNode> confs = relevant.stream().map(SubsetItem::conf).toList();
    List<Origin> origins = origins(relevant);
    int precedence = strongest * items.size() + relevant.size();
    SortedMap<String, Origin> byMatches = originByMatches(relevant);
    for (C conf : merger.merge(confs)) {
      rules.add(new SubsetRule<>(subset, conf, origins, byMatches, precedence));
    }
  }

  private static List<Origin> origins(List<SubsetItem> items) {
    Map<Object, Origin> byPolicy = new LinkedHashMap<>();
    items.forEach(item -> byPolicy.putIfAbsent(item.origin().policy().key(), item.origin()));
    return List.copyOf(byPolicy.values());
  }

  private static SortedMap<String, Origin> originByMatches(List<SubsetItem> items) {
    SortedMap<String, Origin> byMatches = new TreeMap<>();
    for (SubsetItem item : items) {
      item.matchesHashes().forEach(hash -> byMatches.put(hash, item.origin()));
    }
    return byMatches;
  }
}
