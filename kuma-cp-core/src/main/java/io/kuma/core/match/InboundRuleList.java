package io.kuma.core.match;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.merge.ConfMerger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the rules of an inbound from {@code rules}, and from {@code from} read as such. */
final class InboundRuleList {
  private InboundRuleList() {}

  /** One rule for each item and match, nothing merged: how the inspect API shows them. */
  @SuppressWarnings("unchecked")
  static <C extends Record> List<MatchRule<C>> single(List<InboundItem> items) {
    return sorted(items).stream()
        .map(item -> new MatchRule<>(item.match(), (C) item.conf(), List.of(item.origin())))
        .toList();
  }

  /**
   * One rule for each match. Items whose conf is not the type's are not merged: they are lists of
   * decisions, each of which counts by itself (MeshTrafficPermission).
   *
   * @param items weakest first
   */
  static <C extends Record> List<MatchRule<C>> merged(
      List<InboundItem> items, Class<C> type, ConfMerger<C> merger) {
    if (!items.stream().allMatch(item -> type.isInstance(item.conf()))) {
      return single(items);
    }
    Map<Optional<Record>, List<InboundItem>> byMatch = new LinkedHashMap<>();
    for (InboundItem item : sorted(items)) {
      byMatch
          .computeIfAbsent(Optional.ofNullable(item.match()), match -> new ArrayList<>())
          .add(item);
    }
    List<MatchRule<C>> rules = new ArrayList<>();
    byMatch.forEach(
        (match, same) -> {
          List<JsonNode> confs = same.stream().<JsonNode>map(InboundItem::tree).toList();
          List<Origin> origins = same.stream().map(InboundItem::origin).toList();
          for (C conf : merger.merge(confs)) {
            rules.add(new MatchRule<>(match.orElse(null), conf, origins));
          }
        });
    return List.copyOf(rules);
  }

  private static List<InboundItem> sorted(List<InboundItem> items) {
    return items.stream().sorted(InboundItem.MOST_SPECIFIC_FIRST).toList();
  }
}
