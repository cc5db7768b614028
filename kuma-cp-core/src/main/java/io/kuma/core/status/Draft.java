package io.kuma.core.status;

import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The resources of one type as they are stored, and as they are to be. */
final class Draft<S extends Spec> {
  private final ResourceType<S> type;
  private final SortedMap<ResourceKey, Resource<S>> stored = new TreeMap<>();
  private final SortedMap<ResourceKey, Resource<S>> wanted = new TreeMap<>();

  Draft(ResourceType<S> type, Collection<Resource<S>> resources) {
    this.type = type;
    resources.forEach(resource -> stored.put(resource.key(), resource));
    wanted.putAll(stored);
  }

  /** As they are to be, sorted by key. */
  List<Resource<S>> all() {
    return List.copyOf(wanted.values());
  }

  void replace(Resource<S> resource) {
    wanted.put(resource.key(), resource);
  }

  void replaceEach(UnaryOperator<Resource<S>> change) {
    wanted.replaceAll((key, resource) -> change.apply(resource));
  }

  /** A new one. It counts as younger than those that are stored. */
  void create(Resource<S> resource, Instant now) {
    Meta meta = resource.meta();
    replace(resource.withMeta(new Meta(meta.key(), meta.labels(), meta.version(), now, now)));
  }

  void remove(ResourceKey key) {
    wanted.remove(key);
  }

  /** What makes the store show the draft: nothing for resources that it already shows. */
  List<StatusWrite> writes() {
    List<StatusWrite> writes = new ArrayList<>();
    wanted.forEach(
        (key, resource) -> {
          Resource<S> before = stored.get(key);
          if (before == null) {
            writes.add(new StatusWrite.Create<>(type, resource));
          } else if (!isShown(before, resource)) {
            writes.add(new StatusWrite.Update<>(type, resource));
          }
        });
    stored.keySet().stream()
        .filter(key -> !wanted.containsKey(key))
        .forEach(key -> writes.add(new StatusWrite.Delete(type, key)));
    return writes;
  }

  private static boolean isShown(Resource<?> before, Resource<?> now) {
    return before.spec().equals(now.spec())
        && before.meta().labels().equals(now.meta().labels())
        && Objects.equals(before.status(), now.status());
  }
}
