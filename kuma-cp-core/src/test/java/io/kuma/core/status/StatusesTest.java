package io.kuma.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.model.Conditions;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.OpenTelemetryBackendRef;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.TelemetryPolicy;
import io.kuma.model.Validator;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshservice.MeshService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusesTest {
  private static final String EXCLUSIVE =
      """
      type: Mesh
      name: m
      meshServices: {mode: Exclusive}
      """;

  private static final String SECURED =
      EXCLUSIVE
          + """
          mtls: {enabledBackend: ca, backends: [{name: ca, type: builtin}]}
          """;

  private final ObservedMesh mesh = new ObservedMesh("m");

  private static String proxy(String name, String more) {
    return """
        type: Dataplane
        mesh: m
        name: %1$s
        %2$s
        networking:
          address: 192.0.2.1
          inbound: [{port: 8080, tags: {kuma.io/service: %1$s}}]
        """
        .formatted(name, more);
  }

  private static String service(String name) {
    return """
        type: MeshService
        mesh: m
        name: %s
        spec:
          selector: {dataplaneTags: {kuma.io/service: a}}
          ports: [{port: 80, targetPort: 8080}]
        """
        .formatted(name);
  }

  private static String certified(String name) {
    return """
        type: DataplaneInsight
        mesh: m
        name: %s
        subscriptions: [{id: s, connectTime: '2030-01-01T00:00:00Z'}]
        mTLS: {issuedBackend: ca, supportedBackends: [ca]}
        """
        .formatted(name);
  }

  private String vip(String service) {
    return status(service).at("/vips/0/ip").asText();
  }

  private JsonNode status(String service) {
    return mesh.show(CoreTypes.MESH_SERVICE, service).path("status");
  }

  @Test
  void aProxyBringsAServiceWithAnAddressAndAName() {
    mesh.put(EXCLUSIVE).put(proxy("a", ""));

    assertThat(mesh.look().outdated()).isFalse();

    assertThat(vip("a")).isEqualTo("241.0.0.1");
    assertThat(status("a").at("/addresses/0/hostname").asText()).isEqualTo("a.svc.mesh.local");
    assertThat(mesh.show(CoreTypes.MESH_SERVICE, "a").at("/spec/state").asText())
        .isEqualTo("Available");
  }

  @Test
  void anAddressStaysAndIsNotGivenTwice() {
    mesh.put(EXCLUSIVE).put(service("m-b"));
    mesh.look();
    String first = vip("m-b");

    mesh.put(service("m-a")).put(service("m-c"));
    mesh.look();

    assertThat(vip("m-b")).isEqualTo(first);
    assertThat(List.of(vip("m-a"), vip("m-b"), vip("m-c"))).doesNotHaveDuplicates();
  }

  @Test
  void mutualTlsWaitsForTheCertificatesOfAllAndThenForNobody() {
    mesh.put(SECURED).put(proxy("a", "")).put(service("all"));
    mesh.look();
    assertThat(status("all").at("/tls/status").asText()).isEqualTo("NotReady");

    mesh.put(certified("a"));
    mesh.look();
    assertThat(status("all").at("/tls/status").asText()).isEqualTo("Ready");
    assertThat(status("all").at("/dataplaneProxies/connected").asInt()).isEqualTo(1);

    mesh.put(proxy("a2", "").replace("service: a2", "service: a"));
    mesh.look();
    assertThat(status("all").at("/dataplaneProxies/total").asInt()).isEqualTo(2);
    assertThat(status("all").at("/tls/status").asText()).isEqualTo("Ready");

    mesh.put(EXCLUSIVE);
    mesh.look();
    assertThat(status("all").at("/tls/status").asText()).isEqualTo("NotReady");
  }

  @Test
  void aServiceThatNobodyProvidesStaysForAPeriodOfGrace() {
    mesh.put(EXCLUSIVE).put(proxy("a", ""));
    assertThat(mesh.look().due()).isEmpty();
    mesh.manager.delete(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "a"));

    StatusWriter.Outcome outcome = mesh.look();

    assertThat(outcome.due())
        .contains(TestControlPlane.NOW.plus(Duration.ofHours(1)).plusMillis(1));
    assertThat(mesh.show(CoreTypes.MESH_SERVICE, "a").at("/spec/state").asText())
        .isEqualTo("Unavailable");
    assertThat(mesh.look().writes()).isZero();

    mesh.later(Duration.ofHours(1).plusMillis(1));
    assertThat(mesh.look().due()).isEmpty();
    assertThat(mesh.show(CoreTypes.MESH_SERVICE, "a").isMissingNode()).isTrue();
  }

  @Test
  void proxiesWithOtherPortsAreTold() {
    mesh.put(EXCLUSIVE)
        .put(proxy("a", ""))
        .put(proxy("b", "").replace("service: b", "service: a").replace("8080", "9090"));

    assertThat(mesh.look().conflicts()).isEqualTo(Map.of("a", List.of("b")));
  }

  @Test
  void whatComesFromAnotherZoneWasObservedThereButHasAnAddressHere() {
    mesh.put(EXCLUSIVE);
    Resource<MeshService> foreign =
        CoreTypes.MESH_SERVICE.cast(
            mesh.codec.toResource(
                new ResourceTypes(CoreTypes.ALL),
                mesh.codec.parseYaml(
                    service("far") + "labels: {kuma.io/origin: global, kuma.io/zone: east}\n")));
    mesh.manager.create(CoreTypes.MESH_SERVICE, foreign);
    mesh.look();

    assertThat(vip("far")).isEqualTo("241.0.0.1");
    assertThat(status("far").path("tls").isEmpty()).isTrue();
  }

  @Test
  void workloadsComeAndGoWithTheirProxiesAndGatewaysHaveNone() {
    String label = "labels: {kuma.io/workload: shop}";
    mesh.put(EXCLUSIVE)
        .put(proxy("a", label))
        .put(
            """
            type: Dataplane
            mesh: m
            name: edge
            labels: {kuma.io/workload: edge}
            networking:
              address: 192.0.2.9
              gateway: {tags: {kuma.io/service: edge}}
            ---
            type: Workload
            mesh: m
            name: forgotten
            spec: {}
            """);
    mesh.look();

    assertThat(mesh.manager.list(CoreTypes.WORKLOAD, "m"))
        .extracting(Resource::name)
        .containsExactly("shop");

    mesh.put(proxy("a", ""));
    mesh.look();
    assertThat(mesh.manager.list(CoreTypes.WORKLOAD, "m")).isEmpty();
  }

  @Test
  void anIdentityNeedsMeshServices() {
    mesh.put("{type: Mesh, name: m}").put("{type: MeshIdentity, mesh: m, name: i, spec: {}}");
    mesh.look();
    assertThat(mesh.show(CoreTypes.MESH_IDENTITY, "i").at("/status/conditions/0/reason").asText())
        .isEqualTo("MeshServicesDisabled");

    mesh.put(EXCLUSIVE);
    mesh.look();
    assertThat(mesh.show(CoreTypes.MESH_IDENTITY, "i").at("/status/conditions/0/reason").asText())
        .isEqualTo("ProviderNotFoundError");
  }

  /** Who reads first and writes last does not undo what was written in between. */
  @Test
  void whoeverElseWritesWins() {
    mesh.put(EXCLUSIVE).put(service("all"));
    StatusPlan outdated =
        mesh.statuses().plan(StoredMesh.of(mesh.manager, "m"), Map.of(), TestControlPlane.NOW);
    Resource<MeshService> stored =
        mesh.manager
            .find(CoreTypes.MESH_SERVICE, CoreTypes.MESH_SERVICE.key("m", "all"))
            .orElseThrow();
    Map<String, String> labels = new TreeMap<>(stored.meta().labels());
    labels.put("team", "a");
    StoredMesh read = StoredMesh.of(mesh.manager, "m");
    assertThat(read.all(CoreTypes.MESH_SERVICE)).isNotEmpty();
    mesh.manager.update(CoreTypes.MESH_SERVICE, stored.withMeta(stored.meta().withLabels(labels)));

    StatusWriter.Outcome outcome =
        new StatusWriter(mesh.statuses(), mesh.manager, Clock.systemUTC()).write(read);

    assertThat(outcome.outdated()).isTrue();
    assertThat(outdated.writes()).hasSize(outcome.writes());
    mesh.look();
    assertThat(mesh.show(CoreTypes.MESH_SERVICE, "all").at("/labels/team").asText()).isEqualTo("a");
    assertThat(vip("all")).isEqualTo("241.0.0.1");
  }

  /** A policy that points at one backend; the real ones are defined in a module above this one. */
  @Kind(sync = Sync.GLOBAL_TO_ZONE, status = Conditions.class)
  record TestTelemetry(@Doc("Labels.") @Nullable Map<String, String> backend)
      implements TelemetryPolicy {
    @Override
    public @Nullable TargetRef targetRef() {
      return null;
    }

    @Override
    public List<OpenTelemetryBackendRef> telemetryBackends() {
      return backend == null
          ? List.of()
          : List.of(
              new OpenTelemetryBackendRef(
                  OpenTelemetryBackendRef.Kind.MeshOpenTelemetryBackend, backend));
    }
  }

  @Test
  void policiesAndTelemetryBackendsKnowOfEachOther() {
    ResourceType<TestTelemetry> type = ResourceType.of(TestTelemetry.class, Validator.none());
    ObservedMesh telemetry = new ObservedMesh("m", type);
    telemetry
        .put(EXCLUSIVE)
        .put("{type: MeshOpenTelemetryBackend, mesh: m, name: used, labels: {o: main}, spec: {}}")
        .put("{type: MeshOpenTelemetryBackend, mesh: m, name: side, labels: {o: side}, spec: {}}")
        .put("{type: TestTelemetry, mesh: m, name: good, spec: {backend: {o: main}}}")
        .put("{type: TestTelemetry, mesh: m, name: bad, spec: {backend: {o: none, a: b}}}")
        .put("{type: TestTelemetry, mesh: m, name: none, spec: {}}");
    telemetry.look();

    assertThat(message(telemetry, type, "good"))
        .isEqualTo("All MeshOpenTelemetryBackend references are resolved");
    assertThat(message(telemetry, type, "bad"))
        .isEqualTo("Unresolved MeshOpenTelemetryBackend references: labels:a=b,o=none");
    assertThat(message(telemetry, type, "none"))
        .isEqualTo("No MeshOpenTelemetryBackend references configured");
    assertThat(message(telemetry, CoreTypes.MESH_OPEN_TELEMETRY_BACKEND, "used"))
        .isEqualTo("Referenced by 1 policy backend(s)");
    assertThat(message(telemetry, CoreTypes.MESH_OPEN_TELEMETRY_BACKEND, "side"))
        .isEqualTo("Not referenced by any observability policy");
    assertThat(telemetry.look().writes()).isZero();
  }

  private static String message(ObservedMesh mesh, ResourceType<?> type, String name) {
    return mesh.show(type, name).at("/status/conditions/0/message").asText();
  }

  @Test
  void aMeshThatIsGoneNeedsNothing() {
    assertThat(mesh.look().writes()).isZero();
  }
}
