package io.kuma.core.match;

import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one type by what references say about them. One by labels goes through those
 * that have the rarest of the labels.
 */
final class ReferenceTable<S extends Spec> {
  private final ResourceType<S> type;
  private final List<Resource<S>> resources;
  private final Map<Kri, Resource<S>> byKri = new HashMap<>();
  private final Map<Map.Entry<String, String>, List<Resource<S>>> byLabel = new HashMap<>();

  private ReferenceTable(ResourceType<S> type, List<Resource<S>> resources) {
    this.type = type;
    this.resources = resources;
    for (Resource<S> resource : resources) {
      byKri.putIfAbsent(kri(resource), resource);
      resource
          .meta()
          .labels()
          .forEach(
              (key, value) ->
                  byLabel
                      .computeIfAbsent(Map.entry(key, value), label -> new ArrayList<>())
                      .add(resource));
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

  Kri kri(Resource<S> resource) {
    return Kri.of(type, resource.meta()).orElseThrow();
  }

  /** The resource that is identified as a whole. */
  Optional<Resource<S>> find(Kri kri) {
    return Optional.ofNullable(byKri.get(kri));
  }

  /**
   * Those that have all of the labels, in the order of the snapshot.
   *
   * @param labels one at least
   */
  List<Resource<S>> withLabels(Map<String, String> labels) {
    List<Resource<S>> rarest =
        labels.entrySet().stream()
            .map(
                label ->
                    byLabel.getOrDefault(Map.entry(label.getKey(), label.getValue()), List.of()))
            .min(Comparator.comparingInt(List::size))
            .orElseThrow();
    return labels.size() == 1
        ? rarest
        : rarest.stream()
            .filter(resource -> resource.meta().labels().entrySet().containsAll(labels.entrySet()))
            .toList();
  }
}
