package io.kuma.core.hostname;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Destination;
import io.kuma.model.LabelSelector;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.Spec;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import io.kuma.resource.hostnamegenerator.HostnameGenerator.Selector;
import io.kuma.resource.meshexternalservice.MeshExternalService;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneService;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshServiceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class DestinationNamesTest {
  private static final Path RECORDED =
      Path.of(System.getProperty("kuma.conformance.dir"), "recorded", "hostnamegenerator");
  private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");

  private final ResourceCodec codec = new JacksonResourceCodec();

  @Test
  void asRecordedWhereTwoServicesWantOneName() throws IOException {
    List<Resource<MeshService>> services =
        List.of(service("hg-collision", "one", "qa-2"), service("hg-collision", "two", "qa-2"));

    assertIsRecorded(
        "collision/expected/meshservices.json",
        "/body/items",
        assign(
            services,
            List.of(local(), generator("hg-collision-a", Map.of("stage", "qa-2"), "same.test"))));
  }

  @Test
  void asRecordedWhereTheTemplateAsksForALabelThatIsNotThere() throws IOException {
    assertIsRecorded(
        "bad-label/expected/backend.json",
        "/body",
        assign(
            List.of(service("hg-bad-label", "backend", "qa-3")),
            List.of(
                local(),
                generator(
                    "hg-bad-label-a", Map.of("stage", "qa-3"), "{{ label \"missing\" }}.test"))));
  }

  @Test
  void theOldestServiceKeepsAName() {
    Resource<MeshService> younger = made(service("m", "a", "x"), FIRST.plusSeconds(1));
    Resource<MeshService> older = made(service("m", "b", "x"), FIRST);

    Map<ResourceKey, DestinationNames> names =
        assign(List.of(younger, older), List.of(generator("g", Map.of(), "same.test")));

    assertThat(hostnames(names, older)).containsExactly("same.test");
    assertThat(hostnames(names, younger)).isEmpty();
  }

  @Test
  void namesOfDifferentMeshesDoNotCollide() {
    Resource<MeshService> one = service("m", "a", "x");
    Resource<MeshService> other = service("n", "b", "x");

    Map<ResourceKey, DestinationNames> names =
        assign(List.of(one, other), List.of(generator("g", Map.of(), "same.test")));

    assertThat(hostnames(names, one)).containsExactly("same.test");
    assertThat(hostnames(names, other)).containsExactly("same.test");
  }

  @Test
  void generatorsOfTheZoneComeBeforeOlderOnesFromElsewhere() {
    Resource<HostnameGenerator> global =
        made(generator("a-global", Map.of(), "{{ .Name }}.{{ .Mesh }}.test"), FIRST);
    Resource<HostnameGenerator> local =
        made(
            labelled(generator("z-local", Map.of(), "b.m.test"), Map.of("kuma.io/origin", "zone")),
            FIRST.plusSeconds(9));
    Resource<MeshService> a = service("m", "a", "x");
    Resource<MeshService> b = service("m", "b", "x");

    Map<ResourceKey, DestinationNames> names = assign(List.of(a, b), List.of(global, local));

    // The local one gave b.m.test to a, so the global one cannot give it to b.
    assertThat(hostnames(names, a)).containsExactly("a.m.test", "b.m.test");
    assertThat(hostnames(names, b)).isEmpty();
  }

  @Test
  void templatesKnowTheDestination() {
    Resource<MeshService> service =
        labelled(
            service("m", "orders-xyz", "x"),
            Map.of(
                "kuma.io/display-name", "orders",
                "k8s.kuma.io/namespace", "shop",
                "kuma.io/zone", "east",
                "team", "core"));

    assertThat(
            hostnames(
                assign(
                    List.of(service),
                    List.of(
                        generator(
                            "g",
                            Map.of(),
                            "{{ .DisplayName }}.{{ .Name }}.{{ .Namespace }}.{{ .Mesh }}.{{ .Zone }}"
                                + ".{{ label \"team\" }}"))),
                service))
        .containsExactly("orders.orders-xyz.shop.m.east.core");
  }

  @Test
  void whatNamesNoZoneIsLocal() {
    Resource<MeshService> service = labelled(service("m", "a", "x"), Map.of());

    assertThat(
            hostnames(
                assign(
                    List.of(service), List.of(generator("g", Map.of(), "{{ .Name }}.{{ .Zone }}"))),
                service))
        .containsExactly("a.home");
  }

  @Test
  void generatorsSelectOneKindOfDestination() {
    HostnameGenerator external =
        new HostnameGenerator(
            Selector.ofMeshExternalServices(LabelSelector.of(Map.of())), "x.test", null);
    HostnameGenerator multiZone =
        new HostnameGenerator(
            Selector.ofMeshMultiZoneServices(LabelSelector.of(Map.of())), "x.test", null);
    Resource<MeshExternalService> outside =
        Resource.of(
            CoreTypes.MESH_EXTERNAL_SERVICE.key("m", "a"),
            new MeshExternalService(
                new MeshExternalService.Match(null, 80, null), null, null, null));
    Resource<MeshMultiZoneService> all =
        Resource.of(
            CoreTypes.MESH_MULTI_ZONE_SERVICE.key("m", "a"),
            new MeshMultiZoneService(
                new MeshMultiZoneService.Selector(LabelSelector.of(Map.of())), List.of()));

    assertThat(GeneratedName.of(external, outside, "home")).isPresent();
    assertThat(GeneratedName.of(external, all, "home")).isEmpty();
    assertThat(GeneratedName.of(external, service("m", "a", "x"), "home")).isEmpty();
    assertThat(GeneratedName.of(multiZone, all, "home")).isPresent();
    assertThat(GeneratedName.of(multiZone, outside, "home")).isEmpty();
  }

  @Test
  void sayNothingOfWhatNoGeneratorSelects() {
    Resource<MeshService> service = service("m", "a", "x");

    assertThat(
            assign(
                List.of(service),
                List.of(
                    generator("g", Map.of("stage", "other"), "x.test"),
                    generator("empty", Map.of(), ""))))
        .containsExactly(Map.entry(service.key(), DestinationNames.NONE));
  }

  private void assertIsRecorded(String file, String at, Map<ResourceKey, DestinationNames> assigned)
      throws IOException {
    JsonNode recorded = codec.parseJson(Files.readString(RECORDED.resolve(file))).at(at);
    List<JsonNode> items =
        recorded.isArray()
            ? StreamSupport.stream(recorded.spliterator(), false).toList()
            : List.of(recorded);
    assertThat(assigned).hasSameSizeAs(items);
    for (JsonNode item : items) {
      ResourceKey key =
          CoreTypes.MESH_SERVICE.key(item.path("mesh").asText(), item.path("name").asText());
      DestinationNames names = assigned.getOrDefault(key, DestinationNames.NONE);
      JsonNode shown =
          codec.toTree(
              new MeshServiceStatus(names.addresses(), null, null, names.generators(), null));
      for (String field : List.of("addresses", "hostnameGenerators")) {
        assertThat(shown.get(field))
            .as("%s of %s", field, key)
            .isEqualTo(item.path("status").get(field));
      }
    }
  }

  private static Map<ResourceKey, DestinationNames> assign(
      Collection<? extends Resource<? extends Destination>> destinations,
      List<Resource<HostnameGenerator>> generators) {
    return DestinationNames.assign(generators, destinations, "home");
  }

  private static List<String> hostnames(
      Map<ResourceKey, DestinationNames> names, Resource<?> destination) {
    return names.getOrDefault(destination.key(), DestinationNames.NONE).addresses().stream()
        .map(address -> String.valueOf(address.hostname()))
        .toList();
  }

  /** The generator that a zone has from the start. */
  private static Resource<HostnameGenerator> local() {
    return generator(
        "local-universal-mesh-service",
        Map.of("kuma.io/origin", "zone"),
        "{{ .DisplayName }}.svc.mesh.local");
  }

  private static Resource<HostnameGenerator> generator(
      String name, Map<String, String> selected, String template) {
    return Resource.of(
        CoreTypes.HOSTNAME_GENERATOR.key("", name),
        new HostnameGenerator(Selector.ofMeshServices(LabelSelector.of(selected)), template, null));
  }

  private static Resource<MeshService> service(String mesh, String name, String stage) {
    return labelled(
        Resource.of(
            CoreTypes.MESH_SERVICE.key(mesh, name), new MeshService(null, null, null, null)),
        Map.of("kuma.io/origin", "zone", "stage", stage));
  }

  private static <S extends Spec> Resource<S> labelled(
      Resource<S> resource, Map<String, String> labels) {
    return resource.withMeta(resource.meta().withLabels(labels));
  }

  private static <S extends Spec> Resource<S> made(Resource<S> resource, Instant when) {
    return resource.withMeta(
        new Meta(resource.key(), new TreeMap<>(resource.meta().labels()), 1, when, when));
  }
}
