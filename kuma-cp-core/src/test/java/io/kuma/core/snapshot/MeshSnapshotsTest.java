package io.kuma.core.snapshot;

import static io.kuma.core.snapshot.SnapshotFixture.dataplane;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.store.StoredTypes;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MeshSnapshotsTest {
  private static final String MESH = "{type: Mesh, name: default}";
  private static final String WEB = dataplane("web-1", "web", "192.0.2.1", "Ready");
  private static final String ROUTE =
      "{type: MeshHTTPRoute, mesh: default, name: r, spec: {to: []}}";
  private static final ResourceKey WEB_KEY = CoreTypes.DATAPLANE.key("default", "web-1");
  private static final ResourceKey MESH_KEY = CoreTypes.MESH.key("", "default");

  @Test
  void readsEverythingOnceAndIsReadyThen() {
    SnapshotFixture fixture = new SnapshotFixture();
    fixture.put(MESH);
    fixture.put(WEB);
    fixture.snapshots.start();
    assertThat(fixture.snapshots.isReady()).isFalse();

    fixture.thread.pass(1);

    assertThat(fixture.snapshots.isReady()).isTrue();
    assertThat(fixture.snapshots.meshes()).containsExactly("default");
    assertThat(fixture.snapshot("default").find(CoreTypes.DATAPLANE, WEB_KEY)).isPresent();
    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.told.get(0).before().all(CoreTypes.MESH)).isEmpty();
    assertThat(fixture.told.get(0).delta().everyProxy()).isTrue();
    assertThat(fixture.told.get(0).delta().services()).containsExactly("web");
  }

  @Test
  void aWriteIsSeenAfterTheQuietTime() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH);

    fixture.put(WEB);
    fixture.thread.pass(7);
    assertThat(fixture.told).isEmpty();
    fixture.thread.pass(1);

    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.told.get(0).delta())
        .isEqualTo(
            new SnapshotDelta(
                new TreeSet<>(List.of(WEB_KEY)),
                new TreeSet<>(List.of("web")),
                false,
                new TreeSet<>(List.of("Dataplane"))));
    assertThat(fixture.reads).containsExactly("Dataplane default/web-1");
  }

  @Test
  void aPolicyConcernsEveryProxyAndLeavesTheRestAsItIs() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, WEB);
    MeshSnapshot before = fixture.snapshot("default");

    fixture.put(ROUTE);
    fixture.thread.pass(100);

    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.told.get(0).before()).isSameAs(before);
    assertThat(fixture.told.get(0).after()).isSameAs(fixture.snapshot("default"));
    assertThat(fixture.told.get(0).delta().everyProxy()).isTrue();
    assertThat(fixture.told.get(0).delta().services()).isEmpty();
    assertThat(fixture.snapshot("default").all(CoreTypes.DATAPLANE))
        .isSameAs(before.all(CoreTypes.DATAPLANE));
    assertThat(EndpointIndex.of(fixture.snapshot("default")).endpoints("web"))
        .isSameAs(EndpointIndex.of(before).endpoints("web"));
  }

  @Test
  void theSameContentAgainChangesNothing() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, WEB);
    MeshSnapshot before = fixture.snapshot("default");

    fixture.put(WEB);
    fixture.thread.pass(1000);

    assertThat(fixture.snapshot("default")).isSameAs(before);
    assertThat(fixture.told).isEmpty();
  }

  @Test
  void aStatusChangesNothing() {
    String book = "{type: Book, mesh: default, name: b, spec: {title: t}}";
    SnapshotFixture fixture = SnapshotFixture.started(MESH, book);
    MeshSnapshot before = fixture.snapshot("default");
    Resource<StoredTypes.Book> stored =
        fixture.store.find(StoredTypes.BOOK, StoredTypes.BOOK.key("default", "b")).orElseThrow();

    fixture.store.update(StoredTypes.BOOK, stored.withStatus(new StoredTypes.Condition("worn")));
    fixture.thread.pass(1000);

    assertThat(fixture.reads).isNotEmpty();
    assertThat(fixture.snapshot("default")).isSameAs(before);
    assertThat(fixture.told).isEmpty();
  }

  @Test
  void labelsAreContent() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, WEB);

    fixture.put(WEB.replace("name: web-1", "name: web-1, labels: {team: a}"));
    fixture.thread.pass(100);

    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.told.get(0).delta().services()).containsExactly("web");
  }

  @Test
  void insightsAreNotEvenRead() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, WEB);

    fixture.store.create(
        CoreTypes.DATAPLANE_INSIGHT,
        Resource.of(CoreTypes.DATAPLANE_INSIGHT.key("default", "web-1"), DataplaneInsight.EMPTY),
        null);
    fixture.thread.pass(1000);

    assertThat(fixture.reads).isEmpty();
    assertThat(fixture.told).isEmpty();
  }

  @Test
  void ofSecretsOnlyThoseOfCertificateAuthoritiesCount() {
    SnapshotFixture fixture =
        SnapshotFixture.started(
            "{type: Mesh, name: default, mtls: {backends: [{name: a, type: builtin}]}}");

    fixture.put("{type: Secret, mesh: default, name: unrelated, data: AAAA}");
    fixture.thread.pass(1000);
    assertThat(fixture.reads).isEmpty();

    fixture.put("{type: Secret, mesh: default, name: default.ca-builtin-cert-a, data: AAAA}");
    fixture.thread.pass(1000);
    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.told.get(0).delta().everyProxy()).isTrue();
    assertThat(fixture.snapshot("default").all(CoreTypes.SECRET)).hasSize(1);
  }

  @Test
  void secretsComeAndGoWithTheMeshThatNamesThem() {
    SnapshotFixture fixture =
        SnapshotFixture.started(MESH, "{type: Secret, mesh: default, name: my-cert, data: AAAA}");
    assertThat(fixture.snapshot("default").all(CoreTypes.SECRET)).isEmpty();

    fixture.put(
        """
        type: Mesh
        name: default
        mtls:
          backends:
          - {name: a, type: provided, conf: {cert: {secret: my-cert}, key: {secret: my-key}}}
        """);
    fixture.thread.pass(100);
    assertThat(fixture.snapshot("default").all(CoreTypes.SECRET)).hasSize(1);

    fixture.put(MESH);
    fixture.thread.pass(1000);
    assertThat(fixture.snapshot("default").all(CoreTypes.SECRET)).isEmpty();
  }

  @Test
  void aDeletedMeshIsGoneAndListenersKnow() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, WEB);

    fixture.store.delete(CoreTypes.MESH, MESH_KEY);
    fixture.thread.pass(100);

    assertThat(fixture.snapshots.find("default")).isEmpty();
    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.told.get(0).after().mesh()).isEqualTo("default");
    assertThat(fixture.told.get(0).after().all(CoreTypes.MESH)).isEmpty();
    assertThat(fixture.told.get(0).after().all(CoreTypes.DATAPLANE)).isEmpty();
    assertThat(fixture.told.get(0).delta().changed()).contains(MESH_KEY);
    assertThat(fixture.told.get(0).delta().services()).containsExactly("web");
  }

  @Test
  void aMeshThatComesLaterBringsWhatIsAlreadyThere() {
    SnapshotFixture fixture = SnapshotFixture.started(WEB);
    assertThat(fixture.snapshots.meshes()).isEmpty();

    fixture.put(MESH);
    fixture.thread.pass(100);

    assertThat(fixture.snapshot("default").all(CoreTypes.DATAPLANE)).hasSize(1);
  }

  @Test
  void otherMeshesAreLeftAlone() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, "{type: Mesh, name: other}");
    MeshSnapshot other = fixture.snapshot("other");

    fixture.put(WEB);
    fixture.thread.pass(100);

    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.snapshot("other")).isSameAs(other);
  }

  @Test
  void whatBelongsToNoMeshConcernsThemAll() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH, "{type: Mesh, name: other}");

    fixture.put("{type: Shelf, name: s, spec: {place: here}}");
    fixture.thread.pass(100);

    assertThat(fixture.told)
        .extracting(told -> told.after().mesh())
        .containsExactly("default", "other");
    assertThat(fixture.snapshot("default").all(StoredTypes.SHELF)).hasSize(1);
    assertThat(fixture.told).allMatch(told -> told.delta().everyProxy());
  }

  @Test
  void whatIsWrittenTogetherIsReadTogether() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH);

    for (int i = 0; i < 50; i++) {
      fixture.put(dataplane("web-" + i, "web", "192.0.2." + i, "Ready"));
      fixture.thread.pass(1);
    }
    fixture.thread.pass(100);

    assertThat(fixture.told).hasSize(1);
    assertThat(fixture.reads).containsExactly("Dataplane default/*");
    assertThat(EndpointIndex.of(fixture.snapshot("default")).endpoints("web")).hasSize(50);
  }

  @Test
  void aThousandRegistrationsDoNotMakeAThousandSnapshots() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH);

    for (int i = 0; i < 1000; i++) {
      fixture.put(dataplane("web-" + i, "web", "192.0.2.1", "Ready"));
      fixture.thread.pass(20);
    }
    fixture.thread.pass(1000);

    assertThat(fixture.told).hasSizeLessThan(250);
    assertThat(fixture.snapshot("default").all(CoreTypes.DATAPLANE)).hasSize(1000);
  }

  @Test
  void aListenerThatFailsDoesNotStopTheOthers() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH);
    fixture.snapshots.listen(
        (before, after, delta) -> {
          throw new IllegalStateException("not my day");
        });

    fixture.put(WEB);
    fixture.thread.pass(100);
    fixture.put(ROUTE);
    fixture.thread.pass(100);

    assertThat(fixture.told).hasSize(2);
  }

  @Test
  void nothingHappensAfterClosing() {
    SnapshotFixture fixture = SnapshotFixture.started(MESH);
    fixture.snapshots.close();

    fixture.put(WEB);
    fixture.thread.pass(100_000);

    assertThat(fixture.reads).isEmpty();
    assertThat(fixture.told).isEmpty();
  }
}
