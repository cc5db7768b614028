package io.kuma.core.snapshot;

import io.kuma.core.event.Change;
import io.kuma.core.event.ChangeFeed;
import io.kuma.core.event.ChangeListener;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest snapshot of every mesh. Takes note of committed keys on the writers' threads,
 * which costs them next to nothing; reads, compares and tells listeners on a thread of its own.
 *
 * <p>A snapshot shows the state of the store at some moment after the note of its newest change,
 * and every later change makes a later snapshot. Changes of one transaction may come in two steps.
 */
public final class MeshSnapshots implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MeshSnapshots.class);

  private final SnapshotReader reader;
  private final ChangeFeed feed;
  private final SnapshotThread thread;
  private final Pace pace;
  private final Set<String> typeNames;
  private final List<SnapshotListener> listeners = new CopyOnWriteArrayList<>();

  private volatile SortedMap<String, TableSnapshot> snapshots = Collections.emptySortedMap();
  private volatile Set<ResourceKey> certificates = Set.of();
  private volatile boolean ready;
  private ChangeFeed.@Nullable Subscription subscription;

  /** Known to the one thread only. */
  private boolean failing;

  private final Object lock = new Object();
  // Guarded by the lock.
  private final Debounce debounce;
  private SortedSet<ResourceKey> noted = new TreeSet<>();
  private boolean awake;

  /**
   * @param types what configuration is made from. Meshes are read always, and of Secrets those that
   *     hold certificate authorities; naming the two here changes nothing
   * @param thread is closed with this
   */
  public MeshSnapshots(
      ResourceReader store,
      ChangeFeed feed,
      Collection<? extends ResourceType<?>> types,
      Pace pace,
      SnapshotThread thread) {
    List<ResourceType<?>> others =
        types.stream()
            .<ResourceType<?>>map(type -> type)
            .filter(type -> !type.equals(CoreTypes.MESH) && !type.equals(CoreTypes.SECRET))
            .distinct()
            .toList();
    this.reader = new SnapshotReader(store, others);
    this.feed = feed;
    this.pace = pace;
    this.thread = thread;
    this.debounce = new Debounce(pace);
    this.typeNames =
        others.stream().map(ResourceType::name).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Listeners are told of every mesh when it is first read, so they should be here before {@link
   * #start}. What they throw is logged.
   */
  public void listen(SnapshotListener listener) {
    listeners.add(listener);
  }

  /** Begins to read, in the background. Once. */
  public void start() {
    subscription =
        feed.subscribe(
            new ChangeListener() {
              @Override
              public void onChange(Change change) {
                note(change);
              }

              @Override
              public void onGap() {
                thread.run(Duration.ZERO, MeshSnapshots.this::repairAtOnce);
              }
            });
    thread.run(Duration.ZERO, this::readFirst);
  }

  /** Ends reading; snapshots stay as they are. */
  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
    thread.close();
  }

  /** Whether every mesh was read once and the snapshots can be relied on. */
  public boolean isReady() {
    return ready;
  }

  /**
   * Whether all resources of a type are in snapshots, those of meshes in that of their mesh; of
   * Configs, all that are about meshes.
   */
  public boolean hold(ResourceType<?> type) {
    return type.equals(CoreTypes.MESH)
        || type.equals(CoreTypes.CONFIG)
        || typeNames.contains(type.name());
  }

  /** The newest snapshot of a mesh; empty if the mesh does not exist. */
  public Optional<MeshSnapshot> find(String mesh) {
    return Optional.ofNullable(snapshots.get(mesh));
  }

  /** The names of all meshes. */
  public SortedSet<String> meshes() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(snapshots.keySet()));
  }

  private void note(Change change) {
    if (concerns(change.key())) {
      synchronized (lock) {
        noted.add(change.key());
        debounce.note(thread.nanoTime());
        wake();
      }
    }
  }

  /** A secret that the mesh is about to name is read together with the Mesh. */
  private boolean concerns(ResourceKey key) {
    return typeNames.contains(key.type())
        || key.type().equals(CoreTypes.MESH.name())
        || VirtualHostConfig.mesh(key).isPresent()
        || certificates.contains(key);
  }

  /** Lets the thread look again when the next round is due. With the lock held. */
  private void wake() {
    if (!awake && ready) {
      awake = true;
      thread.run(Duration.ofNanos(debounce.due() - thread.nanoTime()), this::look);
    }
  }

  private void look() {
    SortedSet<ResourceKey> keys;
    synchronized (lock) {
      awake = false;
      long now = thread.nanoTime();
      if (debounce.due() > now) {
        wake();
        return;
      }
      debounce.begin(now);
      keys = noted;
      noted = new TreeSet<>();
    }
    boolean done = attempt(() -> apply(reader.read(snapshots, keys)), "what changed");
    synchronized (lock) {
      debounce.end(thread.nanoTime());
    }
    if (!done) {
      thread.run(pace.retry(), () -> again(keys));
    }
  }

  private void again(Collection<ResourceKey> keys) {
    synchronized (lock) {
      noted.addAll(keys);
      debounce.note(thread.nanoTime());
      wake();
    }
  }

  private void readFirst() {
    if (!attempt(() -> apply(reader.read(snapshots, reader.meshes())), "the meshes")) {
      thread.run(pace.retry(), this::readFirst);
      return;
    }
    ready = true;
    synchronized (lock) {
      if (debounce.isWaiting()) {
        wake();
      }
    }
    thread.run(pace.repair(), this::repair);
  }

  /** Notifications may be lost; versions are not. */
  private void repair() {
    compare();
    thread.run(pace.repair(), this::repair);
  }

  /**
   * After notifications were certainly lost. Before the first reading there is nothing to repair.
   */
  private void repairAtOnce() {
    if (ready && !compare()) {
      thread.run(pace.retry(), this::repairAtOnce);
    }
  }

  private boolean compare() {
    return attempt(
        () -> {
          SortedSet<ResourceKey> lost = reader.findLost(snapshots);
          synchronized (lock) {
            lost.removeAll(noted);
          }
          if (!lost.isEmpty()) {
            log.info("Repairing {} resources whose changes were not announced", lost.size());
            apply(reader.read(snapshots, lost));
          }
        },
        "all versions");
  }

  /** An outage is told at length once, and briefly as long as it lasts. */
  private boolean attempt(Runnable work, String what) {
    try {
      work.run();
      if (failing) {
        failing = false;
        log.info("The store can be read again");
      }
      return true;
    } catch (RuntimeException e) {
      if (failing) {
        log.warn("Still cannot read {} from the store: {}", what, e.toString());
      } else {
        failing = true;
        log.error("Could not read {} from the store; trying again", what, e);
      }
      return false;
    }
  }

  private void apply(List<SnapshotStep> steps) {
    if (steps.isEmpty()) {
      return;
    }
    SortedMap<String, TableSnapshot> next = new TreeMap<>(snapshots);
    for (SnapshotStep step : steps) {
      if (step.isDeletion()) {
        next.remove(step.before().mesh());
      } else {
        next.put(step.after().mesh(), step.after());
      }
    }
    snapshots = Collections.unmodifiableSortedMap(next);
    certificates =
        next.values().stream()
            .flatMap(snapshot -> CertificateSecrets.of(snapshot).stream())
            .collect(Collectors.toUnmodifiableSet());
    steps.forEach(this::tell);
  }

  private void tell(SnapshotStep step) {
    for (SnapshotListener listener : listeners) {
      try {
        listener.onChange(step.before(), step.after(), step.delta());
      } catch (RuntimeException e) {
        log.error("A listener failed on the snapshot of mesh {}", step.before().mesh(), e);
      }
    }
  }
}
