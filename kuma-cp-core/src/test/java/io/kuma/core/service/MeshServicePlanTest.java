package io.kuma.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshService.Identity;
import io.kuma.resource.meshservice.MeshService.Port;
import io.kuma.resource.meshservice.MeshService.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeshServicePlanTest {
  private static final Path RECORDED =
      Path.of(System.getProperty("kuma.conformance.dir"), "recorded", "meshservice", "generated");
  private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
  private static final Duration GRACE = Duration.ofHours(1);
  private static final String STARTED = "kuma.io/deletion-grace-period-started-at";

  private final ResourceCodec codec = new JacksonResourceCodec();
  private final ResourceTypes types = new ResourceTypes(CoreTypes.ALL);

  @Test
  void createsWhatUpstreamWasRecordedWith() throws IOException {
    List<Resource<Dataplane>> dataplanes = new ArrayList<>();
    for (JsonNode document :
        codec.parseYamlDocuments(Files.readString(RECORDED.resolve("resources.yaml")))) {
      if (document.path("type").asText().equals("Dataplane")) {
        dataplanes.add(CoreTypes.DATAPLANE.cast(codec.toResource(types, document)));
      }
    }
    JsonNode recorded =
        codec
            .parseJson(Files.readString(RECORDED.resolve("expected/meshservices.json")))
            .at("/body/items");

    List<Resource<MeshService>> created =
        MeshServicePlan.of("ms-generated", "default", dataplanes, List.of(), NOW, GRACE).create();

    assertThat(created).hasSameSizeAs(recorded);
    for (int i = 0; i < created.size(); i++) {
      JsonNode shown = codec.toTree(CoreTypes.MESH_SERVICE, created.get(i));
      for (String field : List.of("name", "mesh", "labels", "kri", "snis")) {
        assertThat(shown.get(field)).isEqualTo(recorded.get(i).get(field));
      }
      for (String field : List.of("ports", "selector")) {
        assertThat(shown.at("/spec/" + field)).isEqualTo(recorded.get(i).at("/spec/" + field));
      }
    }
  }

  @Test
  void doesNothingWhenEverythingIsThere() {
    List<Resource<Dataplane>> dataplanes = List.of(dataplane("a", 0, inbound(80, "web")));

    assertThat(plan(dataplanes, created(dataplanes)).isEmpty()).isTrue();
  }

  @Test
  void leavesAloneWhatSomebodyWrote() {
    Resource<MeshService> written =
        Resource.of(
            CoreTypes.MESH_SERVICE.key("m", "web"), new MeshService(null, null, null, null));

    assertThat(plan(List.of(dataplane("a", 0, inbound(80, "web"))), List.of(written)).isEmpty())
        .isTrue();
    assertThat(plan(List.of(), List.of(written)).isEmpty()).isTrue();
    assertThat(MeshServicePlan.withoutMeshServices(List.of(written)).isEmpty()).isTrue();
  }

  @Test
  void theOldestProxySaysWhichPortsThereAre() {
    MeshServicePlan plan =
        plan(
            List.of(
                dataplane("a", 2, inbound(81, "web")),
                dataplane("b", 1, inbound(80, "web")),
                dataplane("c", 3, inbound(80, "web"))),
            List.of());

    assertThat(ports(plan.create())).containsExactly(80);
    assertThat(plan.conflicts()).isEqualTo(Map.of("web", List.of("a")));
  }

  @Test
  void portsStayAsLongAsOneProxyHasThem() {
    Resource<Dataplane> old = dataplane("a", 1, inbound(80, "web"));
    Resource<Dataplane> older = dataplane("b", 0, inbound(81, "web"));
    List<Resource<MeshService>> present = created(List.of(old));

    MeshServicePlan both = plan(List.of(old, older), present);
    MeshServicePlan changed = plan(List.of(older), present);

    assertThat(both.isEmpty()).isTrue();
    assertThat(both.conflicts()).isEqualTo(Map.of("web", List.of("b")));
    assertThat(ports(changed.update())).containsExactly(81);
    assertThat(changed.conflicts()).isEmpty();
  }

  @Test
  void updatesKeepWhatWasObserved() {
    MeshService spec =
        new MeshService(
            State.Available,
            null,
            List.of(),
            List.of(new Identity(Identity.Type.ServiceTag, "web")));
    List<Resource<MeshService>> present =
        created(List.of(dataplane("a", 0, inbound(80, "web")))).stream()
            .map(service -> service.withSpec(spec))
            .toList();

    MeshService updated =
        plan(List.of(dataplane("a", 0, inbound(80, "web"))), present).update().get(0).spec();

    assertThat(updated.state()).isEqualTo(State.Available);
    assertThat(updated.identities()).isEqualTo(spec.identities());
    assertThat(updated.portList()).extracting(Port::port).containsExactly(80);
  }

  @Test
  void aServiceWithoutProxiesStaysForAWhile() {
    List<Resource<MeshService>> present = created(List.of(dataplane("a", 0, inbound(80, "web"))));

    List<Resource<MeshService>> retiring = plan(List.of(), present).update();
    assertThat(retiring)
        .singleElement()
        .satisfies(
            service -> {
              assertThat(service.meta().labels()).containsEntry(STARTED, NOW.toString());
              assertThat(service.spec()).isEqualTo(present.get(0).spec());
            });

    assertThat(plan(List.of(), retiring, NOW.plus(GRACE)).isEmpty()).isTrue();
    assertThat(plan(List.of(), retiring, NOW.plus(GRACE).plusMillis(1)).delete())
        .containsExactly(present.get(0).key());
  }

  @Test
  void aProxyThatComesBackEndsThePeriodOfGrace() {
    List<Resource<Dataplane>> dataplanes = List.of(dataplane("a", 0, inbound(80, "web")));
    List<Resource<MeshService>> retiring = plan(List.of(), created(dataplanes)).update();

    assertThat(plan(dataplanes, retiring).update())
        .singleElement()
        .satisfies(service -> assertThat(service.meta().labels()).doesNotContainKey(STARTED));
  }

  @Test
  void aTimeThatIsNoneStartsThePeriodOfGraceAnew() {
    List<Resource<MeshService>> present =
        created(List.of(dataplane("a", 0, inbound(80, "web")))).stream()
            .map(service -> labelled(service, "soon"))
            .toList();

    assertThat(plan(List.of(), present).update())
        .singleElement()
        .satisfies(
            service -> assertThat(service.meta().labels()).containsEntry(STARTED, NOW.toString()));
  }

  @Test
  void meshesWithoutMeshServicesKeepNoneThatWereGenerated() {
    List<Resource<MeshService>> present = created(List.of(dataplane("a", 0, inbound(80, "web"))));

    assertThat(MeshServicePlan.withoutMeshServices(present).delete())
        .containsExactly(present.get(0).key());
  }

  @Test
  void makesPortsOfInboundsByTheirNameAndProtocol() {
    String inbounds =
        """
        - {port: 80, name: main, tags: {kuma.io/service: web, kuma.io/protocol: http2}}
        - {port: 81, protocol: grpc, tags: {kuma.io/service: web, kuma.io/protocol: http}}
        - {port: 82, tags: {kuma.io/service: web, kuma.io/protocol: carrier-pigeon}}
        - {port: 83, tags: {kuma.io/service: Not_A.label}}
        - {port: 84, tags: {version: v1}}
        """;

    List<Resource<MeshService>> created =
        plan(List.of(dataplane("a", 0, inbounds)), List.of()).create();

    assertThat(created).extracting(Resource::name).containsExactly("web");
    assertThat(created.get(0).spec().portList())
        .extracting(
            port ->
                port.name()
                    + " "
                    + port.port()
                    + " "
                    + port.targetPort()
                    + " "
                    + port.appProtocol())
        .containsExactly("main 80 80 http2", "81 81 81 grpc", "82 82 82 tcp");
  }

  private List<Resource<MeshService>> created(List<Resource<Dataplane>> dataplanes) {
    return plan(dataplanes, List.of()).create();
  }

  private static MeshServicePlan plan(
      List<Resource<Dataplane>> dataplanes, List<Resource<MeshService>> present) {
    return plan(dataplanes, present, NOW);
  }

  private static MeshServicePlan plan(
      List<Resource<Dataplane>> dataplanes, List<Resource<MeshService>> present, Instant now) {
    return MeshServicePlan.of("m", "default", dataplanes, present, now, GRACE);
  }

  private static List<Integer> ports(List<Resource<MeshService>> services) {
    return services.stream()
        .flatMap(service -> service.spec().portList().stream())
        .map(Port::port)
        .toList();
  }

  private static String inbound(int port, String service) {
    return "- {port: %d, tags: {kuma.io/service: %s}}\n".formatted(port, service);
  }

  private Resource<Dataplane> dataplane(String name, long age, String inbounds) {
    JsonNode tree =
        codec.parseYaml(
            "type: Dataplane\nmesh: m\nname: %s\nnetworking:\n  address: 192.0.2.1\n  inbound:\n%s"
                .formatted(name, inbounds.indent(2)));
    Resource<Dataplane> resource = CoreTypes.DATAPLANE.cast(codec.toResource(types, tree));
    Instant created = NOW.plusSeconds(age);
    return resource.withMeta(new Meta(resource.key(), new TreeMap<>(), 1, created, created));
  }

  private static Resource<MeshService> labelled(Resource<MeshService> service, String started) {
    Map<String, String> labels = new TreeMap<>(service.meta().labels());
    labels.put(STARTED, started);
    return service.withMeta(service.meta().withLabels(labels));
  }
}
