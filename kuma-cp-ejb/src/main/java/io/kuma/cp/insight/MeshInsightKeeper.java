package io.kuma.cp.insight;

import io.kuma.core.event.Change;
import io.kuma.core.event.ChangeFeed;
import io.kuma.core.event.ChangeListener;
import io.kuma.core.insight.MeshInsights;
import io.kuma.core.insight.ServiceInsights;
import io.kuma.core.manager.Leadership;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.SnapshotDelta;
import io.kuma.core.snapshot.SnapshotListener;
import io.kuma.core.snapshot.SnapshotThread;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.Invalid;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.serviceinsight.ServiceInsight;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the MeshInsight and the ServiceInsight of every mesh true. They are computed anew after
 * something that they tell of has changed, and written only if they differ from what is stored; of
 * control planes that share a store the leader does it. What is in snapshots counts as changed when
 * the snapshot shows it; of the rest the store's word is taken.
 */
public final class MeshInsightKeeper implements SnapshotListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MeshInsightKeeper.class);
  private static final ListOptions COUNT_ONLY = ListOptions.ALL.page(0, 1);

  private final ResourceManager manager;
  private final MeshSnapshots snapshots;
  private final ChangeFeed feed;
  private final Leadership leadership;
  private final SnapshotThread thread;
  private final MeshTurns turns;
  private final List<ResourceType<?>> counted;
  private final Set<String> heardOf;

  /** Meshes whose failure was told. Known to the one thread only. */
  private final Set<String> failing = new HashSet<>();

  private ChangeFeed.@Nullable Subscription subscription;

  /**
   * Makes a keeper, which has to be told of snapshots.
   *
   * @param types all that there are
   * @param thread may use the manager; it is closed with this
   */
  public MeshInsightKeeper(
      ResourceManager manager,
      ResourceTypes types,
      MeshSnapshots snapshots,
      ChangeFeed feed,
      Leadership leadership,
      ResyncIntervals intervals,
      SnapshotThread thread) {
    this.manager = manager;
    this.snapshots = snapshots;
    this.feed = feed;
    this.leadership = leadership;
    this.thread = thread;
    turns = new MeshTurns(thread, intervals, this::look);
    counted =
        types.all().stream()
            .filter(type -> type.scope() == Scope.MESH && !type.readOnly())
            .toList();
    heardOf =
        counted.stream()
            .filter(type -> !snapshots.hold(type))
            .map(ResourceType::name)
            .collect(Collectors.toSet());
    heardOf.add(CoreTypes.DATAPLANE_INSIGHT.name());
  }

  /** Begins to listen to the store. Before the first snapshots are read. */
  public void start() {
    leadership.onElected(this::lookAtAll);
    subscription =
        feed.subscribe(
            new ChangeListener() {
              @Override
              public void onChange(Change change) {
                if (heardOf.contains(change.key().type())) {
                  turns.request(change.key().mesh());
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
    turns.request(after.mesh());
  }

  /** A computation that has begun is waited for. */
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
      turns.forget(mesh);
      failing.remove(mesh);
    } else if (leadership.isLeader()) {
      renew(snapshot.get());
    }
  }

  private void renew(MeshSnapshot snapshot) {
    String mesh = snapshot.mesh();
    try {
      write(snapshot);
      failing.remove(mesh);
    } catch (Conflict e) {
      LOG.debug("another control plane has written insights of mesh {}", mesh);
      turns.request(mesh);
    } catch (NotFound | Invalid e) {
      LOG.debug("mesh {} is going, and so are its insights", mesh);
    } catch (StoreUnavailable e) {
      // Told once by whoever reads snapshots.
      LOG.debug("the insights of mesh {} wait for the store", mesh);
      turns.miss(mesh);
    } catch (RuntimeException e) {
      if (failing.add(mesh)) {
        LOG.warn("the insights of mesh {} could not be renewed; trying again", mesh, e);
      } else {
        LOG.debug("the insights of mesh {} still cannot be renewed", mesh, e);
      }
      turns.miss(mesh);
    }
  }

  /** The ServiceInsight first: it is refused if the mesh has gone since. */
  private void write(MeshSnapshot snapshot) {
    String mesh = snapshot.mesh();
    Map<String, DataplaneInsight> insights = new HashMap<>();
    manager
        .list(CoreTypes.DATAPLANE_INSIGHT, mesh)
        .forEach(insight -> insights.put(insight.name(), insight.spec()));
    write(
        CoreTypes.SERVICE_INSIGHT,
        CoreTypes.SERVICE_INSIGHT.key(mesh, ServiceInsight.nameOf(mesh)),
        ServiceInsights.of(snapshot, insights));
    write(
        CoreTypes.MESH_INSIGHT,
        CoreTypes.MESH_INSIGHT.key("", mesh),
        MeshInsights.of(snapshot, insights, counts(snapshot)));
  }

  private Map<ResourceType<?>, Integer> counts(MeshSnapshot snapshot) {
    Map<ResourceType<?>, Integer> counts = new HashMap<>();
    for (ResourceType<?> type : counted) {
      counts.put(
          type,
          snapshots.hold(type)
              ? snapshot.all(type).size()
              : manager.list(type, snapshot.mesh(), COUNT_ONLY).total());
    }
    return counts;
  }

  private <S extends Spec> void write(ResourceType<S> type, ResourceKey key, S insight) {
    Optional<Resource<S>> before = manager.find(type, key);
    if (before.isEmpty()) {
      manager.create(type, Resource.of(key, insight));
    } else if (!before.get().spec().equals(insight)) {
      manager.update(type, before.get().withSpec(insight));
    }
  }
}
