package io.kuma.core.snapshot;

import io.kuma.core.snapshot.ReadyInbounds.ReadyInbound;
import io.kuma.model.LabelSelector;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.meshservice.MeshService.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selects inbounds as MeshServices do. Thousands of them select among thousands of proxies, so each
 * goes only through those that have the rarest of the tags or labels it asks for.
 */
final class InboundSelection {
  private final ReadyInbounds inbounds;
  private final Map<Map.Entry<String, String>, List<ReadyInbound>> byTag = new HashMap<>();
  private final Map<Map.Entry<String, String>, List<Resource<Dataplane>>> byLabel = new HashMap<>();
  private final Map<String, Resource<Dataplane>> byName = new HashMap<>();

  InboundSelection(ReadyInbounds inbounds) {
    this.inbounds = inbounds;
    for (Resource<Dataplane> dataplane : inbounds.dataplanes()) {
      byName.put(dataplane.name(), dataplane);
      for (Map.Entry<String, String> label : dataplane.meta().labels().entrySet()) {
        byLabel.computeIfAbsent(copy(label), l -> new ArrayList<>()).add(dataplane);
      }
      for (ReadyInbound ready : inbounds.of(dataplane)) {
        for (Map.Entry<String, String> tag : ready.inbound().tags().entrySet()) {
          byTag.computeIfAbsent(copy(tag), t -> new ArrayList<>()).add(ready);
        }
      }
    }
  }

  /** In the order of the Dataplanes and their inbounds; none if it does not say how to select. */
  List<ReadyInbound> select(@Nullable Selector selector) {
    if (selector == null) {
      return List.of();
    } else if (selector.dataplaneRef() != null) {
      Resource<Dataplane> named = byName.get(selector.dataplaneRef().name());
      return named == null ? List.of() : inbounds.of(named);
    } else if (selector.dataplaneLabels() != null) {
      return labelled(selector.dataplaneLabels());
    }
    Map<String, String> tags = selector.dataplaneTags();
    return tags == null || tags.isEmpty() ? List.of() : tagged(tags);
  }

  private List<ReadyInbound> tagged(Map<String, String> tags) {
    return rarest(byTag, tags).stream()
        .filter(ready -> ready.inbound().tags().entrySet().containsAll(tags.entrySet()))
        .toList();
  }

  private List<ReadyInbound> labelled(LabelSelector labels) {
    Map<String, String> wanted = labels.matchLabels();
    List<Resource<Dataplane>> candidates =
        wanted == null || wanted.isEmpty() ? inbounds.dataplanes() : rarest(byLabel, wanted);
    return candidates.stream()
        .filter(dataplane -> labels.matches(dataplane.meta().labels()))
        .flatMap(dataplane -> inbounds.of(dataplane).stream())
        .toList();
  }

  private static <T> List<T> rarest(
      Map<Map.Entry<String, String>, List<T>> index, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .map(entry -> index.getOrDefault(copy(entry), List.of()))
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  /** Entries of maps may change with them and make no good keys. */
  private static Map.Entry<String, String> copy(Map.Entry<String, String> entry) {
    return Map.entry(entry.getKey(), entry.getValue());
  }
}
