package io.kuma.core.snapshot;

import io.kuma.core.snapshot.ReadyInbounds.ReadyInbound;
import io.kuma.model.LabelSelector;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.meshservice.MeshService.Selector;
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
  private final EntryIndex<ReadyInbound> byTag = new EntryIndex<>();
  private final EntryIndex<Resource<Dataplane>> byLabel = new EntryIndex<>();
  private final Map<String, Resource<Dataplane>> byName = new HashMap<>();

  InboundSelection(ReadyInbounds inbounds) {
    this.inbounds = inbounds;
    for (Resource<Dataplane> dataplane : inbounds.dataplanes()) {
      byName.put(dataplane.name(), dataplane);
      byLabel.add(dataplane.meta().labels().entrySet(), dataplane);
      for (ReadyInbound ready : inbounds.of(dataplane)) {
        byTag.add(ready.inbound().tags().entrySet(), ready);
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
    return byTag.rarest(tags).stream()
        .filter(ready -> ready.inbound().tags().entrySet().containsAll(tags.entrySet()))
        .toList();
  }

  private List<ReadyInbound> labelled(LabelSelector labels) {
    Map<String, String> wanted = labels.matchLabels();
    List<Resource<Dataplane>> candidates =
        wanted == null || wanted.isEmpty() ? inbounds.dataplanes() : byLabel.rarest(wanted);
    return candidates.stream()
        .filter(dataplane -> labels.matches(dataplane.meta().labels()))
        .flatMap(dataplane -> inbounds.of(dataplane).stream())
        .toList();
  }
}
