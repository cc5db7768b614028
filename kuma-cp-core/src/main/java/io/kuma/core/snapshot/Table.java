package io.kuma.core.snapshot;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The resources of one type in a snapshot, sorted by key. Immutable. */
final class Table<S extends Spec> {
  private final ResourceType<S> type;
  private final List<Resource<S>> resources;

  private Table(ResourceType<S> type, List<Resource<S>> resources) {
    this.type = type;
    this.resources = List.copyOf(resources);
  }

  static <S extends Spec> Table<S> empty(ResourceType<S> type) {
    return new Table<>(type, List.of());
  }

  ResourceType<S> type() {
    return type;
  }

  List<Resource<S>> resources() {
    return resources;
  }

  int size() {
    return resources.size();
  }

  @Nullable Resource<S> find(ResourceKey key) {
    int low = 0;
    int high = resources.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Resource<S> candidate = resources.get(middle);
      int order = candidate.key().compareTo(key);
      if (order == 0) {
        return candidate;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /**
   * The table after some resources were read again.
   *
   * @param read empty for those that do not exist any more
   * @param changed gets the keys of those that differ in what configuration is made from, or came
   *     or went
   * @return this table if none does
   */
  Table<S> with(Map<ResourceKey, Optional<Resource<S>>> read, Collection<ResourceKey> changed) {
    Map<ResourceKey, Optional<Resource<S>>> differing = new TreeMap<>();
    read.forEach(
        (key, now) -> {
          Resource<S> before = find(key);
          if (!isSame(before, now.orElse(null))) {
            differing.put(key, now);
          }
        });
    if (differing.isEmpty()) {
      return this;
    }
    changed.addAll(differing.keySet());
    List<Resource<S>> renewed = new ArrayList<>(resources.size() + differing.size());
    for (Resource<S> resource : resources) {
      if (!differing.containsKey(resource.key())) {
        renewed.add(resource);
      }
    }
    differing.values().forEach(now -> now.ifPresent(renewed::add));
    renewed.sort(Comparator.comparing(Resource::key));
    return new Table<>(type, renewed);
  }

  /** Whether a write changed nothing that configuration is made from. */
  private static boolean isSame(@Nullable Resource<?> before, @Nullable Resource<?> now) {
    if (before == null || now == null) {
      return before == null && now == null;
    }
    return before.spec().equals(now.spec())
        && before.meta().labels().equals(now.meta().labels())
        && Reachability.of(before.status()).equals(Reachability.of(now.status()));
  }
}
