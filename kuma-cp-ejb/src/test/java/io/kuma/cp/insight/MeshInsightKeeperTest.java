package io.kuma.cp.insight;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.InsightRules;
import io.kuma.core.manager.Leadership;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.snapshot.ManualThread;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.Pace;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.meshinsight.MeshInsight;
import io.kuma.resource.meshinsight.MeshInsight.DataplaneStat;
import io.kuma.resource.serviceinsight.ServiceInsight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeshInsightKeeperTest {
  private static final ResourceKey MESH_INSIGHT = CoreTypes.MESH_INSIGHT.key("", "m");
  private static final ResourceKey SERVICE_INSIGHT =
      CoreTypes.SERVICE_INSIGHT.key("m", "all-services-m");
  private static final String ONLINE =
      "{subscriptions: [{id: a, connectTime: '2026-01-01T00:00:00Z'}]}";
  private static final String ONLINE_STILL =
      "{subscriptions: [{id: a, connectTime: '2026-01-01T00:00:01Z'}]}";

  private final JacksonResourceCodec codec = new JacksonResourceCodec();
  private final ManualThread snapshotThread = new ManualThread();
  private final ManualThread thread = new ManualThread();
  private final Changes committed = new Changes();
  private final Changes changes = new Changes();
  private final AtomicBoolean deaf = new AtomicBoolean();
  private final List<ResourceKey> insightsWritten = new ArrayList<>();
  private final MemoryResourceStore memory = new MemoryResourceStore(thread.clock(), committed);
  private final FailingStore store = new FailingStore(memory);
  private final TransactionalResourceManager manager =
      new TransactionalResourceManager(
          store, memory::required, ControlPlane.standalone("default"), InsightRules.ALL);
  private final MeshSnapshots snapshots =
      new MeshSnapshots(
          manager,
          changes,
          List.of(CoreTypes.DATAPLANE, CoreTypes.EXTERNAL_SERVICE),
          Pace.DEFAULT,
          snapshotThread);
  private final Election election = new Election();
  private final MeshInsightKeeper keeper =
      new MeshInsightKeeper(
          manager,
          new ResourceTypes(CoreTypes.ALL),
          snapshots,
          changes,
          election,
          ResyncIntervals.DEFAULT,
          thread);

  @BeforeEach
  void start() {
    committed.subscribe(
        change -> {
          if (change.key().equals(MESH_INSIGHT) || change.key().equals(SERVICE_INSIGHT)) {
            insightsWritten.add(change.key());
          }
          if (!deaf.get()) {
            changes.publish(List.of(change));
          }
        });
    manager.create(CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", "m"), Mesh.EMPTY));
    put(
        CoreTypes.DATAPLANE,
        "web-1",
        "networking: {address: 192.0.2.1, inbound: [{port: 80, tags: {kuma.io/service: web}}]}");
    snapshots.listen(keeper);
    keeper.start();
    snapshots.start();
    settle();
  }

  @AfterEach
  void stop() {
    snapshots.close();
    keeper.close();
  }

  private <S extends Spec> void put(ResourceType<S> type, String name, String spec) {
    S parsed = codec.toSpec(type, codec.parseYaml(spec));
    ResourceKey key = type.key("m", name);
    Optional<Resource<S>> before = manager.find(type, key);
    if (before.isPresent()) {
      manager.update(type, before.get().withSpec(parsed));
    } else {
      manager.create(type, Resource.of(key, parsed));
    }
  }

  /** Snapshots follow, then insights. */
  private void settle() {
    snapshotThread.pass(500);
    thread.pass(1500);
  }

  private MeshInsight meshInsight() {
    return manager.find(CoreTypes.MESH_INSIGHT, MESH_INSIGHT).orElseThrow().spec();
  }

  private ServiceInsight.Service web() {
    ServiceInsight insight =
        manager.find(CoreTypes.SERVICE_INSIGHT, SERVICE_INSIGHT).orElseThrow().spec();
    return requireNonNull(insight.services().get("web"));
  }

  @Test
  void aMeshHasBothAsSoonAsItIsThere() {
    assertThat(meshInsight().dataplanes()).isEqualTo(new DataplaneStat(1, 0, 1, 0));
    assertThat(web().status()).isEqualTo(ServiceInsight.Status.OFFLINE);
    assertThat(insightsWritten).containsExactly(SERVICE_INSIGHT, MESH_INSIGHT);
  }

  @Test
  void itFollowsTheProxies() {
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE);
    settle();
    assertThat(meshInsight().dataplanes()).isEqualTo(new DataplaneStat(1, 1, 0, 0));
    assertThat(web().status()).isEqualTo(ServiceInsight.Status.ONLINE);
    manager.delete(CoreTypes.DATAPLANE_INSIGHT, CoreTypes.DATAPLANE_INSIGHT.key("m", "web-1"));
    settle();
    assertThat(meshInsight().dataplanes()).isEqualTo(new DataplaneStat(1, 0, 1, 0));
    assertThat(web().status()).isEqualTo(ServiceInsight.Status.OFFLINE);
  }

  @Test
  void itCountsWhatIsInSnapshotsAndWhatIsNot() {
    put(
        CoreTypes.EXTERNAL_SERVICE,
        "out",
        "{networking: {address: 'example.com:80'}, tags: {kuma.io/service: out}}");
    put(CoreTypes.SECRET, "s", "{data: AAAA}");
    settle();
    assertThat(meshInsight().resources().keySet())
        .containsExactly("Dataplane", "ExternalService", "Secret");
    assertThat(requireNonNull(meshInsight().services()).external()).isEqualTo(1);
  }

  @Test
  void whatIsAsItIsStoredIsNotWritten() {
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE);
    settle();
    insightsWritten.clear();
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE_STILL);
    settle();
    assertThat(insightsWritten).isEmpty();
  }

  @Test
  void whatIsReadBackFromJsonIsEqual() {
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE);
    put(
        CoreTypes.EXTERNAL_SERVICE,
        "out",
        "{networking: {address: 'example.com:80'}, tags: {kuma.io/service: out}}");
    settle();
    assertReadBack(CoreTypes.MESH_INSIGHT, MESH_INSIGHT);
    assertReadBack(CoreTypes.SERVICE_INSIGHT, SERVICE_INSIGHT);
  }

  private <S extends Spec> void assertReadBack(ResourceType<S> type, ResourceKey key) {
    S spec = manager.find(type, key).orElseThrow().spec();
    assertThat(codec.toSpec(type, codec.parseJson(codec.toJson(codec.toTree(type, spec)))))
        .isEqualTo(spec);
  }

  @Test
  void itRestsWhenNothingChangesAndItsOwnWritesAreNoChange() {
    assertThat(thread.isIdle()).isTrue();
    snapshotThread.pass(600_000);
    assertThat(thread.isIdle()).isTrue();
  }

  @Test
  void aSecondControlPlaneFindsEverythingWritten() {
    insightsWritten.clear();
    MeshInsightKeeper other =
        new MeshInsightKeeper(
            manager,
            new ResourceTypes(CoreTypes.ALL),
            snapshots,
            changes,
            Leadership.ALONE,
            ResyncIntervals.DEFAULT,
            thread);
    other.start();
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE);
    settle();
    assertThat(insightsWritten).containsExactly(SERVICE_INSIGHT, MESH_INSIGHT);
    other.close();
  }

  @Test
  void onlyTheLeaderWritesAndALaterOneMakesUpForAll() {
    election.lose();
    insightsWritten.clear();
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE);
    settle();
    assertThat(insightsWritten).isEmpty();
    assertThat(thread.isIdle()).isTrue();

    election.win();
    settle();
    assertThat(web().status()).isEqualTo(ServiceInsight.Status.ONLINE);
  }

  @Test
  void aConflictIsTriedAgainAtTheNextTurn() {
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE);
    store.failures.add(new Conflict(SERVICE_INSIGHT, "somebody else wrote it"));
    thread.pass(0);
    assertThat(store.failures).isEmpty();
    assertThat(web().status()).isEqualTo(ServiceInsight.Status.OFFLINE);
    thread.pass(1000);
    assertThat(web().status()).isEqualTo(ServiceInsight.Status.ONLINE);
  }

  @Test
  void whatFailedIsMadeUpForAtTheFullPass() {
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE);
    store.failures.add(new StoreUnavailable(new IllegalStateException("on purpose")));
    store.failures.add(new IllegalStateException("on purpose"));
    thread.pass(39_000);
    assertThat(store.failures).isEmpty();
    assertThat(web().status()).isEqualTo(ServiceInsight.Status.OFFLINE);
    thread.pass(1_000);
    assertThat(web().status()).isEqualTo(ServiceInsight.Status.ONLINE);
    assertThat(thread.isIdle()).isTrue();
  }

  @Test
  void afterAGapAllMeshesAreLookedAt() {
    deaf.set(true);
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE);
    settle();
    assertThat(web().status()).isEqualTo(ServiceInsight.Status.OFFLINE);
    changes.publishGap();
    settle();
    assertThat(web().status()).isEqualTo(ServiceInsight.Status.ONLINE);
  }

  @Test
  void theInsightsOfADeletedMeshDoNotComeBack() {
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE);
    manager.delete(CoreTypes.MESH, CoreTypes.MESH.key("", "m"));
    // Before snapshots know of it, and after.
    thread.pass(1500);
    settle();
    assertThat(manager.find(CoreTypes.MESH_INSIGHT, MESH_INSIGHT)).isEmpty();
    assertThat(manager.find(CoreTypes.SERVICE_INSIGHT, SERVICE_INSIGHT)).isEmpty();
    assertThat(thread.isIdle()).isTrue();
  }

  @Test
  void nothingHappensAfterTheEnd() {
    keeper.close();
    insightsWritten.clear();
    put(CoreTypes.DATAPLANE_INSIGHT, "web-1", ONLINE);
    settle();
    assertThat(insightsWritten).isEmpty();
  }
}
