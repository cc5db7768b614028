package io.kuma.core.match;

import io.kuma.core.match.ReferenceIndex.Target;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one type by what references say about them. One by labels goes through those
 * that have the rarest of the labels. Thread-safe.
 */
final class ReferenceTable<S extends Spec> {
  private final ResourceType<S> type;
  private final List<Resource<S>> resources;
  private final Map<Kri, Target> byKri;
  private @Nullable Map<Map.Entry<String, String>, List<Target>> byLabel;

  private ReferenceTable(ResourceType<S> type, List<Resource<S>> resources) {
    this.type = type;
    this.resources = resources;
    this.byKri = new LinkedHashMap<>();
    for (Resource<S> resource : resources) {
      Kri kri = Kri.of(type, resource.meta()).orElseThrow();
      byKri.putIfAbsent(kri, new Target(kri, resource));
    }
  }

  /** The table of a snapshot: that of the snapshot before if none of the resources changed. */
  @SuppressWarnings("ReferenceEquality")
  static <S extends Spec> ReferenceTable<S> of(
      ResourceType<S> type, MeshSnapshot snapshot, @Nullable ReferenceTable<S> before) {
    List<Resource<S>> resources = snapshot.all(type);
    return before != null && before.resources == resources
        ? before
        : new ReferenceTable<>(type, resources);
  }

  ResourceType<S> type() {
    return type;
  }

  /** The resource that is identified as a whole. */
  Optional<Target> find(Kri kri) {
    return Optional.ofNullable(byKri.get(kri));
  }

  /**
   * Those that have all of the labels, in the order of the snapshot.
   *
   * @param labels one at least
   */
  List<Target> withLabels(Map<String, String> labels) {
    Map<Map.Entry<String, String>, List<Target>> index = byLabel();
    List<Target> rarest =
        labels.entrySet().stream()
            .map(
                label -> index.getOrDefault(Map.entry(label.getKey(), label.getValue()), List.of()))
            .min(Comparator.comparingInt(List::size))
            .orElseThrow();
    return labels.size() == 1
        ? rarest
        : rarest.stream()
            .filter(
                target ->
                    target.resource().meta().labels().entrySet().containsAll(labels.entrySet()))
            .toList();
  }

  /** Made when it is asked for: where nobody refers by labels there is no need. */
  private synchronized Map<Map.Entry<String, String>, List<Target>> byLabel() {
    if (byLabel == null) {
      Map<Map.Entry<String, String>, List<Target>> index = new HashMap<>();
      for (Target target : byKri.values()) {
        target
            .resource()
            .meta()
            .labels()
            .forEach(
                (key, value) ->
                    index
                        .computeIfAbsent(Map.entry(key, value), label -> new ArrayList<>())
                        .add(target));
      }
      byLabel = index;
    }
    return byLabel;
  }
}
