package io.kuma.core.snapshot;

import static io.kuma.core.snapshot.SnapshotFixture.dataplane;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Snapshots come right again after lost words and a store that did not answer. */
class MeshSnapshotsRepairTest {
  private static final String MESH = "{type: Mesh, name: default}";
  private static final String WEB = dataplane("web-1", "web", "192.0.2.1", "Ready");
  private static final String ROUTE =
      "{type: MeshHTTPRoute, mesh: default, name: r, spec: {to: []}}";
  private static final ResourceKey WEB_KEY = CoreTypes.DATAPLANE.key("default", "web-1");

  @Test
  void aLostNotificationIsRepaired() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, WEB);
    fixture.deaf.set(true);
    fixture.put(dataplane("web-2", "web", "192.0.2.2", "Ready"));
    fixture.store.delete(CoreTypes.DATAPLANE, WEB_KEY);
    fixture.deaf.set(false);
    fixture.thread.pass(1000);
    assertThat(fixture.told).isEmpty();

    fixture.thread.pass(Pace.DEFAULT.repair());

    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.snapshot("default").all(CoreTypes.DATAPLANE))
        .extracting(Resource::name)
        .containsExactly("web-2");
  }

  @Test
  void aGapIsRepairedAtOnceOrAsSoonAsTheStoreAnswers() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, WEB);
    fixture.deaf.set(true);
    fixture.store.delete(CoreTypes.DATAPLANE, WEB_KEY);
    fixture.broken.set(true);
    fixture.changes.publishGap();
    fixture.thread.pass(10);
    assertThat(fixture.told).isEmpty();

    fixture.broken.set(false);
    fixture.thread.pass(Pace.DEFAULT.retry());
    assertThat(fixture.told).hasSize(1);

    fixture.put(WEB);
    fixture.changes.publishGap();
    fixture.thread.pass(1);
    assertThat(fixture.told).hasSize(2);
  }

  @Test
  void aResourceMadeAnewWithTheSameVersionIsRepairedToo() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, WEB);
    fixture.deaf.set(true);
    fixture.store.delete(CoreTypes.DATAPLANE, WEB_KEY);
    fixture.put(dataplane("web-1", "api", "192.0.2.1", "Ready"));

    fixture.thread.pass(Pace.DEFAULT.repair());

    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.told.get(0).delta().services()).containsExactly("api", "web");
  }

  @Test
  void aRepairThatFindsNothingTellsNobody() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, WEB, ROUTE);

    fixture.thread.pass(Pace.DEFAULT.repair().multipliedBy(3));

    assertThat(fixture.reads).contains("Dataplane *");
    assertThat(fixture.told).isEmpty();
  }

  @Test
  void nothingIsForgottenWhileTheStoreIsOutOfOrder() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH);
    fixture.broken.set(true);
    fixture.put(WEB);
    fixture.thread.pass(5000);
    assertThat(fixture.told).isEmpty();

    fixture.broken.set(false);
    fixture.thread.pass(Pace.DEFAULT.retry().plus(Duration.ofMillis(200)));

    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.snapshot("default").all(CoreTypes.DATAPLANE)).hasSize(1);
  }

  @Test
  void isNotReadyBeforeTheStoreAnswers() {
    SnapshotFixture fixture = new SnapshotFixture();
    fixture.put(MESH);
    fixture.broken.set(true);
    fixture.snapshots.start();
    fixture.thread.pass(5000);
    assertThat(fixture.snapshots.isReady()).isFalse();

    fixture.broken.set(false);
    fixture.thread.pass(Pace.DEFAULT.retry());

    assertThat(fixture.snapshots.isReady()).isTrue();
  }
}
