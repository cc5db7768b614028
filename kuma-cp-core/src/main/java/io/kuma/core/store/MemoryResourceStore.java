package io.kuma.core.store;

import io.kuma.core.event.Change;
import io.kuma.core.event.Changes;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps resources in memory, for tests and for control planes whose state may go with the process.
 * One transaction runs at a time; one that fails leaves nothing behind.
 */
public final class MemoryResourceStore implements ResourceStore {
  private final Clock clock;
  private final Changes changes;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final NavigableMap<ResourceKey, Entry> entries = new TreeMap<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final Set<Change> pending = new LinkedHashSet<>();

  /**
   * @param clock tells creation and modification times
   * @param changes learns of every commit
   */
  public MemoryResourceStore(Clock clock, Changes changes) {
    this.clock = clock;
    this.changes = changes;
  }

  /**
   * Runs {@code work} in the running transaction, or in a new one: all of its writes happen, or
   * none if it throws. Meant to be used as the control plane's transactions, {@code
   * store::required}.
   */
  public <T> T required(Supplier<T> work) {
    List<Change> committed = List.of();
    lock.lock();
    try {
      boolean outermost = lock.getHoldCount() == 1;
      boolean done = false;
      try {
        T result = work.get();
        done = true;
        if (outermost) {
          committed = List.copyOf(pending);
        }
        return result;
      } finally {
        if (outermost) {
          if (!done) {
            undo.forEach(Runnable::run);
          }
          undo.clear();
          pending.clear();
        }
      }
    } finally {
      lock.unlock();
      changes.publish(committed);
    }
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, @Nullable ResourceKey owner) {
    ResourceKey key = resource.key();
    return required(
        () -> {
          if (entries.containsKey(key)) {
            throw new Conflict(key, key + " already exists");
          }
          if (owner != null && !entries.containsKey(owner)) {
            throw new NotFound(owner);
          }
          Instant now = now();
          Meta meta = new Meta(key, resource.meta().labels(), 1, now, now);
          return put(type, resource.withMeta(meta), owner);
        });
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    ResourceKey key = resource.key();
    return required(
        () -> {
          Entry current = entries.get(key);
          if (current == null) {
            throw new NotFound(key);
          }
          Meta old = current.resource().meta();
          if (old.version() != resource.meta().version()) {
            throw new Conflict(key, key + " was changed by somebody else");
          }
          Meta meta =
              new Meta(key, resource.meta().labels(), old.version() + 1, old.created(), now());
          return put(type, resource.withMeta(meta), current.owner());
        });
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    required(
        () -> {
          if (!entries.containsKey(key)) {
            throw new NotFound(key);
          }
          remove(key);
          return key;
        });
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    lock.lock();
    try {
      return Optional.ofNullable(entries.get(key)).map(entry -> type.cast(entry.resource()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    ResourceKey first = new ResourceKey(type.name(), mesh == null ? "" : mesh, "");
    List<Resource<S>> found = new ArrayList<>();
    lock.lock();
    try {
      for (Entry entry : entries.tailMap(first, true).values()) {
        ResourceKey key = entry.resource().key();
        if (!key.type().equals(type.name()) || (mesh != null && !key.mesh().equals(mesh))) {
          break;
        }
        found.add(type.cast(entry.resource()));
      }
    } finally {
      lock.unlock();
    }
    return options.of(found);
  }

  private <S extends Spec> Resource<S> put(
      ResourceType<S> type, Resource<S> resource, @Nullable ResourceKey owner) {
    ResourceKey key = resource.key();
    Resource<S> checked = type.cast(resource);
    replace(key, new Entry(checked, owner));
    return checked;
  }

  private void remove(ResourceKey key) {
    replace(key, null);
    List<ResourceKey> owned =
        entries.values().stream()
            .filter(entry -> key.equals(entry.owner()))
            .map(entry -> entry.resource().key())
            .toList();
    owned.forEach(this::remove);
  }

  private void replace(ResourceKey key, @Nullable Entry next) {
    Entry before = next == null ? entries.remove(key) : entries.put(key, next);
    undo.push(
        () -> {
          if (before == null) {
            entries.remove(key);
          } else {
            entries.put(key, before);
          }
        });
    pending.add(new Change(key));
  }

  /** As exact as a database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private record Entry(Resource<?> resource, @Nullable ResourceKey owner) {}
}
