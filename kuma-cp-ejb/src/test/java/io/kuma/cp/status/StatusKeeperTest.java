package io.kuma.cp.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.snapshot.ManualThread;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.Pace;
import io.kuma.core.status.StatusSettings;
import io.kuma.core.status.StatusWriter;
import io.kuma.core.status.Statuses;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.cp.insight.Election;
import io.kuma.cp.insight.ResyncIntervals;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.hostnamegenerator.Address;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshServiceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusKeeperTest {
  private static final String WEB =
      "networking: {address: 192.0.2.1, inbound: [{port: 80, tags: {kuma.io/service: web}}]}";

  private final JacksonResourceCodec codec = new JacksonResourceCodec();
  private final ManualThread snapshotThread = new ManualThread();
  private final ManualThread thread = new ManualThread();
  private final Changes changes = new Changes();
  private final MemoryResourceStore store = new MemoryResourceStore(thread.clock(), changes);
  private final TransactionalResourceManager manager =
      new TransactionalResourceManager(
          store, store::required, ControlPlane.standalone("default"), List.of());
  private final MeshSnapshots snapshots =
      new MeshSnapshots(
          manager,
          changes,
          List.of(CoreTypes.DATAPLANE, CoreTypes.MESH_SERVICE),
          Pace.DEFAULT,
          snapshotThread);
  private final Election election = new Election();
  private final Statuses statuses =
      new Statuses(
          new ResourceTypes(CoreTypes.ALL),
          ControlPlane.standalone("default"),
          StatusSettings.DEFAULT);
  private final StatusKeeper keeper =
      new StatusKeeper(
          manager,
          statuses,
          new StatusWriter(statuses, manager, thread.clock()),
          snapshots,
          changes,
          election,
          ResyncIntervals.DEFAULT,
          thread.clock(),
          thread);

  @BeforeEach
  void start() {
    put(CoreTypes.MESH, "m", "meshServices: {mode: Exclusive}");
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

  /** Snapshots follow, then statuses, then snapshots of these. */
  private void settle() {
    for (int i = 0; i < 3; i++) {
      snapshotThread.pass(500);
      thread.pass(1500);
    }
  }

  private Optional<Resource<MeshService>> web() {
    return manager.find(CoreTypes.MESH_SERVICE, CoreTypes.MESH_SERVICE.key("m", "web"));
  }

  @Test
  void whatIsShownIsNotWrittenAgain() {
    put(CoreTypes.DATAPLANE, "web-1", WEB);
    settle();
    long version = web().orElseThrow().meta().version();

    put(
        CoreTypes.DATAPLANE_INSIGHT,
        "web-1",
        "{subscriptions: [{id: a, connectTime: '2026-01-01T00:00:00Z'}]}");
    settle();
    assertThat(web().orElseThrow().meta().version()).isEqualTo(version + 1);

    put(
        CoreTypes.DATAPLANE_INSIGHT,
        "web-1",
        "{subscriptions: [{id: a, connectTime: '2026-01-01T00:00:01Z'}]}");
    settle();
    assertThat(web().orElseThrow().meta().version()).isEqualTo(version + 1);
    assertThat(thread.isIdle()).as("it waits to be told").isTrue();
  }

  @Test
  void aGeneratorOfNamesConcernsEveryMesh() {
    put(CoreTypes.DATAPLANE, "web-1", WEB);
    settle();

    put(
        CoreTypes.HOSTNAME_GENERATOR,
        "all",
        "{selector: {meshService: {matchLabels: {kuma.io/zone: default}}},"
            + " template: '{{ .Name }}.test'}");
    settle();

    assertThat(web().map(Resource::status).map(MeshServiceStatus.class::cast).orElseThrow())
        .extracting(MeshServiceStatus::addresses, InstanceOfAssertFactories.list(Address.class))
        .singleElement()
        .satisfies(address -> assertThat(address.hostname()).isEqualTo("web.test"));
  }

  @Test
  void aPeriodOfGraceEndsThoughNothingHappens() {
    put(CoreTypes.DATAPLANE, "web-1", WEB);
    settle();
    manager.delete(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "web-1"));
    settle();
    assertThat(web()).isPresent();

    thread.pass(Duration.ofHours(1));

    assertThat(web()).isEmpty();
    settle();
    assertThat(thread.isIdle()).isTrue();
  }

  @Test
  void onlyTheElectedWrites() {
    election.lose();
    put(CoreTypes.DATAPLANE, "web-1", WEB);
    settle();
    assertThat(web()).isEmpty();

    election.win();
    settle();

    assertThat(web()).isPresent();
  }
}
