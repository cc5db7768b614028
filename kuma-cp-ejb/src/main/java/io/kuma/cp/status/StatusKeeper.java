package io.kuma.cp.status;

import io.kuma.core.event.Change;
import io.kuma.core.event.ChangeFeed;
import io.kuma.core.event.ChangeListener;
import io.kuma.core.manager.Leadership;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.SnapshotDelta;
import io.kuma.core.snapshot.SnapshotListener;
import io.kuma.core.snapshot.SnapshotThread;
import io.kuma.core.status.StatusWriter;
import io.kuma.core.status.Statuses;
import io.kuma.core.status.StoredMesh;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.cp.insight.MeshTurns;
import io.kuma.cp.insight.ResyncIntervals;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps statuses and generated resources of every mesh true. A mesh is looked at after something
 * has changed that statuses are made from, when a period of grace ends, and otherwise never; what
 * it already shows is not written. What is in snapshots counts as changed when the snapshot shows
 * it; of the rest the store's word is taken.
 */
public final class StatusKeeper implements SnapshotListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusKeeper.class);

  private final ResourceReader store;
  private final StatusWriter writer;
  private final MeshSnapshots snapshots;
  private final ChangeFeed feed;
  private final Leadership leadership;
  private final Clock clock;
  private final SnapshotThread thread;
  private final MeshTurns turns;
  private final Set<String> seen;
  private final Set<String> heardOf;

  // Known to the one thread only: what was told of a mesh, and when it is to be looked at.
  private final Set<String> failing = new HashSet<>();
  private final Map<String, Map<String, List<String>>> conflicts = new HashMap<>();
  private final Map<String, Instant> due = new HashMap<>();

  private ChangeFeed.@Nullable Subscription subscription;

  /**
   * Makes a keeper, which has to be told of snapshots.
   *
   * @param writer writes what {@code statuses} say
   * @param thread may use the store; it is closed with this
   */
  public StatusKeeper(
      ResourceReader store,
      Statuses statuses,
      StatusWriter writer,
      MeshSnapshots snapshots,
      ChangeFeed feed,
      Leadership leadership,
      ResyncIntervals intervals,
      Clock clock,
      SnapshotThread thread) {
    this.store = store;
    this.writer = writer;
    this.snapshots = snapshots;
    this.feed = feed;
    this.leadership = leadership;
    this.clock = clock;
    this.thread = thread;
    turns = new MeshTurns(thread, intervals, this::look);
    seen = names(statuses.types().stream().filter(snapshots::hold));
    // Those in snapshots are certificate authorities.
    seen.add(CoreTypes.SECRET.name());
    heardOf = names(statuses.types().stream().filter(type -> !snapshots.hold(type)));
    heardOf.add(CoreTypes.DATAPLANE_INSIGHT.name());
  }

  private static Set<String> names(Stream<ResourceType<?>> types) {
    return types.map(ResourceType::name).collect(Collectors.toCollection(HashSet::new));
  }

  /** Begins to listen to the store. Before the first snapshots are read. */
  public void start() {
    leadership.onElected(this::lookAtAll);
    subscription =
        feed.subscribe(
            new ChangeListener() {
              @Override
              public void onChange(Change change) {
                if (!heardOf.contains(change.key().type())) {
                  return;
                }
                String mesh = change.key().mesh();
                if (mesh.isEmpty()) {
                  lookAtAll();
                } else {
                  turns.request(mesh);
                }
              }

              @Override
              public void onGap() {
                lookAtAll();
              }
            });
  }

  @Override
  public void onChange(MeshSnapshot before, MeshSnapshot after, SnapshotDelta delta) {
    if (!Collections.disjoint(seen, delta.types())) {
      turns.request(after.mesh());
    }
  }

  /** A look that has begun is waited for. */
  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
    thread.close();
  }

  private void lookAtAll() {
    snapshots.meshes().forEach(turns::request);
  }

  private void look(String mesh) {
    Optional<MeshSnapshot> snapshot = snapshots.find(mesh);
    if (snapshot.isEmpty()) {
      forget(mesh);
    } else if (leadership.isLeader()) {
      write(snapshot.get());
    }
  }

  private void write(MeshSnapshot snapshot) {
    String mesh = snapshot.mesh();
    try {
      StatusWriter.Outcome outcome = writer.write(StoredMesh.of(store, snapshot));
      failing.remove(mesh);
      if (outcome.outdated()) {
        turns.request(mesh);
      }
      outcome.due().ifPresent(then -> lookAgain(mesh, then));
      tell(mesh, outcome.conflicts());
    } catch (StoreUnavailable e) {
      // Told once by whoever reads snapshots.
      LOG.debug("the statuses of mesh {} wait for the store", mesh);
      turns.miss(mesh);
    } catch (RuntimeException e) {
      if (failing.add(mesh)) {
        LOG.warn("the statuses of mesh {} could not be written; trying again", mesh, e);
      } else {
        LOG.debug("the statuses of mesh {} still cannot be written", mesh, e);
      }
      turns.miss(mesh);
    }
  }

  /** However often it is said, there is one look for each moment. */
  private void lookAgain(String mesh, Instant then) {
    if (!then.equals(due.put(mesh, then))) {
      Duration left = Duration.between(clock.instant(), then);
      thread.run(
          left.isNegative() ? Duration.ZERO : left,
          () -> {
            due.remove(mesh, then);
            turns.request(mesh);
          });
    }
  }

  /** Once, until it differs. */
  private void tell(String mesh, Map<String, List<String>> present) {
    Map<String, List<String>> told = conflicts.put(mesh, present);
    if (!present.isEmpty() && !present.equals(told)) {
      LOG.warn(
          "proxies of mesh {} have other ports than the MeshService of their service: {}",
          mesh,
          present);
    }
  }

  private void forget(String mesh) {
    turns.forget(mesh);
    failing.remove(mesh);
    conflicts.remove(mesh);
    due.remove(mesh);
  }
}
