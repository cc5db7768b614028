package io.kuma.core.match;

import io.kuma.core.match.ReferenceIndex.Target;
import io.kuma.core.merge.ConfMerger;
import io.kuma.model.Kri;
import io.kuma.model.Meta;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the policies of one type say about real resources (contract 10.5, "To rules", b). There is a
 * rule for each resource and each section that some item means, and for the mesh.
 *
 * @param byKri sorted by the identifiers' text
 */
public record ResourceRules<C extends Record>(Map<Kri, ResourceRule<C>> byKri) {
  private static final ResourceRules<?> NONE = new ResourceRules<>(Map.of());

  public ResourceRules {
    byKri = Collections.unmodifiableMap(new LinkedHashMap<>(byKri));
  }

  @SuppressWarnings("unchecked")
  public static <C extends Record> ResourceRules<C> none() {
    return (ResourceRules<C>) NONE;
  }

  /**
   * What holds for a section of a destination: the rule about the section, or else about the
   * resource, or else about its mesh.
   */
  public Optional<ResourceRule<C>> find(Kri destination) {
    return exactly(destination)
        .or(() -> exactly(destination.withSection("")))
        .or(() -> exactly(ReferenceIndex.mesh(destination.mesh())));
  }

  /** The rule about this very resource or section. */
  public Optional<ResourceRule<C>> exactly(Kri kri) {
    return Optional.ofNullable(byKri.get(kri));
  }

  /** What a list of items comes to. */
  record Merged<C extends Record>(
      List<C> confs, List<Origin> origins, SortedMap<String, Origin> originByMatches) {

    static <C extends Record> Merged<C> of(List<ResourceItem> items, ConfMerger<C> merger) {
      SortedMap<String, Origin> byMatches = new TreeMap<>();
      for (ResourceItem item : items) {
        item.matchesHashes().forEach(hash -> byMatches.put(hash, item.origin()));
      }
      return new Merged<>(
          merger.merge(items.stream().map(ResourceItem::conf).toList()),
          items.stream().map(ResourceItem::origin).toList(),
          byMatches);
    }
  }

  /** A resource or section, and the positions of the items that mean it. */
  private record Meant(Meta resource, BitSet items) {}

  /**
   * Makes the rules. What several resources have in common, because the same items mean them, is
   * merged once.
   *
   * @param items weakest first
   */
  static <C extends Record> ResourceRules<C> of(
      List<ResourceItem> items,
      ReferenceIndex references,
      Function<List<ResourceItem>, Merged<C>> merge) {
    Map<Kri, Meant> meant = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      ResourceItem item = items.get(i);
      for (Target target : references.find(item.policy(), item.targetRef())) {
        meant
            .computeIfAbsent(target.kri(), kri -> new Meant(target.resource().meta(), new BitSet()))
            .items()
            .set(i);
      }
    }
    Map<BitSet, Merged<C>> merged = new HashMap<>();
    SortedMap<String, ResourceRule<C>> byText = new TreeMap<>();
    meant.forEach(
        (kri, own) -> {
          BitSet relevant = (BitSet) own.items().clone();
          for (Kri wider : List.of(kri.withSection(""), ReferenceIndex.mesh(kri.mesh()))) {
            Meant ofWider = meant.get(wider);
            if (ofWider != null) {
              relevant.or(ofWider.items());
            }
          }
          Merged<C> found =
              merged.computeIfAbsent(
                  relevant,
                  set -> merge.apply(set.stream().<ResourceItem>mapToObj(items::get).toList()));
          byText.put(
              kri.toString(),
              new ResourceRule<>(
                  kri, own.resource(), found.confs(), found.origins(), found.originByMatches()));
        });
    Map<Kri, ResourceRule<C>> rules = new LinkedHashMap<>();
    byText.values().forEach(rule -> rules.put(rule.kri(), rule));
    return rules.isEmpty() ? none() : new ResourceRules<>(rules);
  }
}
