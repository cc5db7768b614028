package io.kuma.core.hostname;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.model.LabelSelector;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import io.kuma.resource.hostnamegenerator.HostnameGenerator.Selector;
import io.kuma.resource.meshservice.MeshService;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The conformance cases of {@code _hostnames} are run by the REST module. */
class ZoneHostnamesTest {
  private static final Map<String, String> LOCAL = Map.of("kuma.io/origin", "zone");
  private static final Map<String, String> GLOBAL = Map.of("kuma.io/origin", "global");

  private final Resource<MeshService> service =
      new Resource<>(
          Meta.of(CoreTypes.MESH_SERVICE.key("m", "orders"))
              .withLabels(Map.of("kuma.io/origin", "zone", "kuma.io/zone", "west")),
          new MeshService(null, null, null, null),
          null);

  @Test
  void leaveOutGeneratorsWhoseTemplateCannotBeRendered() {
    assertThat(
            ZoneHostnames.of(
                List.of(
                    generator("a", Map.of(), LOCAL, "{{ label \"missing\" }}.test"),
                    generator("b", Map.of(), LOCAL, "{{ .Name }}.test")),
                service,
                Mode.ZONE))
        .isEqualTo(Map.of("orders.test", Set.of("west")));
  }

  @Test
  void aZoneTakesLabelsAsTheyAre() {
    assertThat(
            ZoneHostnames.of(
                List.of(
                    generator("a", GLOBAL, LOCAL, "local.test"),
                    generator("b", GLOBAL, GLOBAL, "global.test")),
                service,
                Mode.ZONE))
        .containsOnlyKeys("local.test");
  }

  @Test
  void aGlobalControlPlaneTakesThePlaceOfTheZones() {
    Map<String, String> ofWest = Map.of("kuma.io/origin", "zone", "kuma.io/zone", "west");
    Map<String, String> ofEast = Map.of("kuma.io/origin", "zone", "kuma.io/zone", "east");

    assertThat(
            ZoneHostnames.of(
                List.of(
                    generator("a", GLOBAL, GLOBAL, "everywhere-else.test"),
                    generator("b", ofWest, LOCAL, "at-home.test"),
                    generator("c", ofEast, LOCAL, "of-another-zone.test"),
                    generator("d", ofEast, GLOBAL, "seen-from-east.test")),
                service,
                Mode.GLOBAL))
        .containsOnlyKeys("at-home.test", "everywhere-else.test", "seen-from-east.test");
  }

  private static Resource<HostnameGenerator> generator(
      String name, Map<String, String> labels, Map<String, String> selected, String template) {
    return new Resource<>(
        Meta.of(CoreTypes.HOSTNAME_GENERATOR.key("", name)).withLabels(labels),
        new HostnameGenerator(Selector.ofMeshServices(LabelSelector.of(selected)), template, null),
        null);
  }
}
