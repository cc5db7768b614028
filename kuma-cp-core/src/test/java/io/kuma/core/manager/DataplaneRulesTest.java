package io.kuma.core.manager;

import static io.kuma.core.manager.Dataplanes.sidecar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.model.Failure.Invalid;
import io.kuma.model.Resource;
import io.kuma.model.Violation;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.Mesh.Constraints;
import io.kuma.resource.mesh.Mesh.DataplaneProxyConstraints;
import io.kuma.resource.mesh.Mesh.TagRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataplaneRulesTest {
  private final TestControlPlane controlPlane = TestControlPlane.standalone();
  private final ResourceManager manager = controlPlane.manager();

  @Test
  void tagsInboundsWithTheZone() {
    controlPlane.createMesh("m");

    Resource<Dataplane> stored =
        manager.create(
            CoreTypes.DATAPLANE,
            sidecar("m", "d", Map.of("kuma.io/service", "web", "kuma.io/zone", "elsewhere")));

    assertThat(stored.spec().inbounds().get(0).tags())
        .isEqualTo(Map.of("kuma.io/service", "web", "kuma.io/zone", "default"));
  }

  @Test
  void leavesInboundsWithoutTagsAlone() {
    controlPlane.createMesh("m");

    Resource<Dataplane> stored = manager.create(CoreTypes.DATAPLANE, sidecar("m", "d", Map.of()));

    assertThat(stored.spec().inbounds().get(0).tags()).isEmpty();
    assertThat(manager.update(CoreTypes.DATAPLANE, stored).spec()).isEqualTo(stored.spec());
  }

  @Test
  void admitsWhoHasTheRequiredTags() {
    createMesh(List.of(rule("team", "core"), rule("guest", "*")), List.of());

    manager.create(CoreTypes.DATAPLANE, web("a", "team", "core"));
    manager.create(CoreTypes.DATAPLANE, web("b", "guest", "anybody"));
    assertThat(refused(web("c", "team", "other")))
        .extracting(Violation::field)
        .containsExactly("networking.inbound[0].tags");
    assertThat(manager.list(CoreTypes.DATAPLANE, "m")).hasSize(2);
  }

  @Test
  void refusesWhoHasRestrictedTags() {
    createMesh(List.of(), List.of(rule("stage", "forbidden")));

    Resource<Dataplane> admitted =
        manager.create(CoreTypes.DATAPLANE, web("a", "stage", "allowed"));

    Resource<Dataplane> changed = admitted.withSpec(web("a", "stage", "forbidden").spec());
    assertThatThrownBy(() -> manager.update(CoreTypes.DATAPLANE, changed))
        .isInstanceOf(Invalid.class);
    assertThat(refused(web("b", "stage", "forbidden"))).hasSize(1);
  }

  private List<Violation> refused(Resource<Dataplane> dataplane) {
    try {
      manager.create(CoreTypes.DATAPLANE, dataplane);
      return List.of();
    } catch (Invalid e) {
      return e.violations();
    }
  }

  private void createMesh(List<TagRule> requirements, List<TagRule> restrictions) {
    Constraints constraints =
        new Constraints(new DataplaneProxyConstraints(requirements, restrictions));
    Mesh mesh = new Mesh(null, null, null, null, null, null, constraints, List.of(), null);
    manager.create(CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", "m"), mesh));
  }

  private static TagRule rule(String key, String value) {
    return new TagRule(Map.of(key, value));
  }

  private static Resource<Dataplane> web(String name, String key, String value) {
    return sidecar("m", name, Map.of("kuma.io/service", "web", key, value));
  }
}
