package io.kuma.core.manager;

import static io.kuma.core.manager.Dataplanes.sidecar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.event.Change;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.Invalid;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.Violation;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionalResourceManagerTest {
  private static final Map<String, String> WEB = Map.of("kuma.io/service", "web");

  private final TestControlPlane controlPlane = TestControlPlane.standalone();
  private final ResourceManager manager = controlPlane.manager();

  @Test
  void refusesWhatTheValidatorRefuses() {
    controlPlane.createMesh("m");
    Resource<Dataplane> bad = sidecar("m", "d", Map.of("kuma.io/service", "a b"));

    assertThatThrownBy(() -> manager.create(CoreTypes.DATAPLANE, bad)).isInstanceOf(Invalid.class);
    assertThat(manager.list(CoreTypes.DATAPLANE, "m")).isEmpty();
  }

  @Test
  void refusesAnUpdateThatTheValidatorRefuses() {
    controlPlane.createMesh("m");
    Resource<Dataplane> stored = manager.create(CoreTypes.DATAPLANE, sidecar("m", "d", WEB));
    Dataplane bad = sidecar("m", "d", Map.of("team", "a")).spec();

    assertThatThrownBy(() -> manager.update(CoreTypes.DATAPLANE, stored.withSpec(bad)))
        .isInstanceOf(Invalid.class);
    assertThat(manager.find(CoreTypes.DATAPLANE, stored.key())).contains(stored);
  }

  @Test
  void refusesAMeshThatIsNotThere() {
    assertThatThrownBy(() -> manager.create(CoreTypes.DATAPLANE, sidecar("nowhere", "d", WEB)))
        .isInstanceOfSatisfying(
            Invalid.class,
            e ->
                assertThat(e.violations())
                    .containsExactly(new Violation("mesh", "mesh of name nowhere is not found")));
  }

  @Test
  void saysConflictAndNotFound() {
    Resource<Mesh> mesh = controlPlane.createMesh("m");
    manager.update(CoreTypes.MESH, mesh);

    assertThatThrownBy(() -> controlPlane.createMesh("m")).isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> manager.update(CoreTypes.MESH, mesh)).isInstanceOf(Conflict.class);
    ResourceKey other = CoreTypes.MESH.key("", "other");
    assertThatThrownBy(() -> manager.update(CoreTypes.MESH, Resource.of(other, Mesh.EMPTY)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> manager.delete(CoreTypes.MESH, other)).isInstanceOf(NotFound.class);
  }

  @Test
  void deletesAMeshWithAllThatIsInIt() {
    controlPlane.createMesh("m");
    ResourceKey secret = CoreTypes.SECRET.key("m", "s");
    manager.create(CoreTypes.SECRET, Resource.of(secret, secret()));

    manager.delete(CoreTypes.MESH, CoreTypes.MESH.key("", "m"));

    assertThat(manager.list(CoreTypes.SECRET, null)).isEmpty();
  }

  @Test
  void keepsAMeshThatHasProxies() {
    controlPlane.createMesh("m");
    manager.create(CoreTypes.DATAPLANE, sidecar("m", "d", WEB));
    ResourceKey mesh = CoreTypes.MESH.key("", "m");

    assertThatThrownBy(() -> manager.delete(CoreTypes.MESH, mesh))
        .isInstanceOfSatisfying(
            Invalid.class,
            e ->
                assertThat(e.violations())
                    .containsExactly(
                        new Violation(
                            "mesh",
                            "unable to delete mesh, there are still some dataplanes attached")));
    manager.delete(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "d"));
    manager.delete(CoreTypes.MESH, mesh);
    assertThat(manager.find(CoreTypes.MESH, mesh)).isEmpty();
  }

  @Test
  void deletesAMeshThatHasProxiesIfToldTo() {
    TestControlPlane unsafe = TestControlPlane.unsafe();
    unsafe.createMesh("m");
    unsafe.manager().create(CoreTypes.DATAPLANE, sidecar("m", "d", WEB));

    unsafe.manager().delete(CoreTypes.MESH, CoreTypes.MESH.key("", "m"));

    assertThat(unsafe.manager().list(CoreTypes.DATAPLANE, null)).isEmpty();
  }

  @Test
  void deletesAnInsightWithItsProxy() {
    controlPlane.createMesh("m");
    manager.create(CoreTypes.DATAPLANE, sidecar("m", "d", WEB));
    ResourceKey insight = CoreTypes.DATAPLANE_INSIGHT.key("m", "d");
    manager.create(CoreTypes.DATAPLANE_INSIGHT, Resource.of(insight, DataplaneInsight.EMPTY));

    manager.delete(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "d"));

    assertThat(manager.find(CoreTypes.DATAPLANE_INSIGHT, insight)).isEmpty();
  }

  @Test
  void refusesAnInsightOfNobody() {
    controlPlane.createMesh("m");
    ResourceKey insight = CoreTypes.DATAPLANE_INSIGHT.key("m", "d");

    assertThatThrownBy(
            () ->
                manager.create(
                    CoreTypes.DATAPLANE_INSIGHT, Resource.of(insight, DataplaneInsight.EMPTY)))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void makesInitialResourcesWithTheMesh() {
    ResourceKey key = CoreTypes.SECRET.key("m", "initial");
    TestControlPlane withInitial =
        TestControlPlane.with(mesh -> List.of(Resource.of(key, secret())));

    withInitial.createMesh("m");

    assertThat(withInitial.manager().find(CoreTypes.SECRET, key).orElseThrow().meta().labels())
        .isEqualTo(
            Map.of(
                "kuma.io/mesh", "m",
                "kuma.io/origin", "zone",
                "kuma.io/zone", "default",
                "kuma.io/env", "universal"));
  }

  @Test
  void makesNoMeshIfOneOfItsResourcesCannotBeMade() {
    Resource<Secret> lost = Resource.of(CoreTypes.SECRET.key("elsewhere", "x"), secret());
    TestControlPlane broken = TestControlPlane.with(mesh -> List.of(lost));
    List<Change> announced = new ArrayList<>();
    broken.changes().subscribe(announced::add);

    assertThatThrownBy(() -> broken.createMesh("m")).isInstanceOf(Invalid.class);

    assertThat(broken.manager().list(CoreTypes.MESH, null)).isEmpty();
    assertThat(broken.manager().list(CoreTypes.SECRET, null)).isEmpty();
    assertThat(announced).isEmpty();
  }

  private static Secret secret() {
    return Secret.of("x".getBytes(StandardCharsets.UTF_8));
  }
}
