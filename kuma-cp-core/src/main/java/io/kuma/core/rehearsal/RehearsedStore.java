package io.kuma.core.rehearsal;

import io.kuma.core.manager.ResourceReader;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.core.store.ResourceStore;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is stored, and over it what was written here, which nobody else sees and which goes with
 * this object. With a mesh goes all that is in it; of other owners only what was written here, for
 * a reader does not tell whom the rest belongs to. Not thread-safe.
 */
final class RehearsedStore implements ResourceStore {
  private final ResourceReader stored;
  private final Clock clock;
  private final NavigableMap<ResourceKey, Written> written = new TreeMap<>();
  private final Set<ResourceKey> gone = new HashSet<>();

  private record Written(Resource<?> resource, @Nullable ResourceKey owner) {}

  RehearsedStore(ResourceReader stored, Clock clock) {
    this.stored = stored;
    this.clock = clock;
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, @Nullable ResourceKey owner) {
    ResourceKey key = resource.key();
    if (find(type, key).isPresent()) {
      throw new Conflict(key, key + " already exists");
    }
    Instant now = clock.instant();
    return put(type, resource, new Meta(key, resource.meta().labels(), 1, now, now), owner);
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    ResourceKey key = resource.key();
    Meta old = find(type, key).orElseThrow(() -> new NotFound(key)).meta();
    if (old.version() != resource.meta().version()) {
      throw new Conflict(key, key + " was changed by somebody else");
    }
    Written before = written.get(key);
    return put(
        type,
        resource,
        new Meta(key, resource.meta().labels(), old.version() + 1, old.created(), clock.instant()),
        before == null ? null : before.owner());
  }

  private <S extends Spec> Resource<S> put(
      ResourceType<S> type, Resource<S> resource, Meta meta, @Nullable ResourceKey owner) {
    Resource<S> next = type.cast(resource.withMeta(meta));
    written.put(meta.key(), new Written(next, owner));
    gone.remove(meta.key());
    return next;
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    if (find(type, key).isEmpty()) {
      throw new NotFound(key);
    }
    remove(key);
  }

  private void remove(ResourceKey key) {
    written.remove(key);
    gone.add(key);
    boolean isMesh = key.type().equals(CoreTypes.MESH.name());
    written.values().stream()
        .filter(
            other ->
                key.equals(other.owner()) || (isMesh && other.resource().mesh().equals(key.name())))
        .map(other -> other.resource().key())
        .toList()
        .forEach(this::remove);
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    Written here = written.get(key);
    if (here != null) {
      return Optional.of(type.cast(here.resource()));
    }
    return isGone(key) ? Optional.empty() : stored.find(type, key);
  }

  private boolean isGone(ResourceKey key) {
    return gone.contains(key)
        || (!key.mesh().isEmpty() && gone.contains(CoreTypes.MESH.key("", key.mesh())));
  }

  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    NavigableMap<ResourceKey, Resource<S>> all = new TreeMap<>();
    stored.list(type, mesh).stream()
        .filter(resource -> !isGone(resource.key()))
        .forEach(resource -> all.put(resource.key(), resource));
    written
        .values()
        .forEach(
            here -> {
              ResourceKey key = here.resource().key();
              if (key.type().equals(type.name()) && (mesh == null || key.mesh().equals(mesh))) {
                all.put(key, type.cast(here.resource()));
              }
            });
    return options.of(List.copyOf(all.values()));
  }
}
