package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.Host;
import io.kuma.core.proxy.Instance;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.core.proxy.OutboundRoute.WeightedBackend;
import io.kuma.core.proxy.ProxyInputs;
import io.kuma.core.proxy.ProxyInputs.Vip;
import io.kuma.core.proxy.ProxyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which destinations a proxy is told of, and what it is told about them. */
final class DestinationsTest {
  private static final String SERVICES =
      """
      type: MeshService
      mesh: m
      name: api
      labels: {tier: back}
      spec:
        selector: {dataplaneTags: {kuma.io/service: api}}
        ports:
        - {name: http-main, port: 80, targetPort: 8081, appProtocol: http}
        - {port: 90, targetPort: 8082, appProtocol: tcp}
      ---
      type: MeshExternalService
      mesh: m
      name: ext
      spec:
        match: {type: HostnameGenerator, port: 443, protocol: http}
        endpoints: [{address: example.test, port: 443}]
      ---
      type: Dataplane
      mesh: m
      name: server
      networking:
        address: 192.0.2.11
        inbound:
        - {port: 8081, tags: {kuma.io/service: api, kuma.io/protocol: http}}
        - {port: 8082, tags: {kuma.io/service: api}}
      """;

  private static final String TIMEOUT_BY_NAME =
      """
      type: MeshTimeout
      mesh: m
      name: t
      spec:
        to:
        - targetRef: {kind: MeshService, name: api, sectionName: http-main}
          default: {connectionTimeout: 1s}
      """;

  private static final String UNTOUCHED = "";

  @Test
  void theModeOfTheMeshSaysWhoIsOffered() {
    assertThat(transparent("Disabled", UNTOUCHED)).containsExactly("api:80", "ext:443");
    assertThat(transparent("Everywhere", UNTOUCHED))
        .containsExactly("api:80", "ext:443", "api:80", "api:90");
    assertThat(transparent("ReachableBackends", UNTOUCHED)).containsExactly("api:80", "ext:443");
    assertThat(transparent("Exclusive", UNTOUCHED)).containsExactly("ext:443", "api:80", "api:90");
  }

  @Test
  void aProxyMaySayWhatItReaches() {
    String byLabels = "reachableBackends: {refs: [{kind: MeshService, labels: {tier: back}}]}";
    String onePort = "reachableBackends: {refs: [{kind: MeshService, name: api, port: 90}]}";
    String nothing = "reachableBackends: {}";

    assertThat(transparent("ReachableBackends", byLabels))
        .containsExactly("api:80", "api:80", "api:90");
    assertThat(transparent("Exclusive", onePort)).containsExactly("api:90");
    assertThat(transparent("Exclusive", nothing)).isEmpty();
    assertThat(transparent("Everywhere", "reachableServices: [nobody], " + nothing)).isEmpty();
  }

  @Test
  void theWorkloadFindsVirtualAddressesOfBothFamilies() {
    assertThat(model(mesh("Exclusive", UNTOUCHED)).hosts())
        .containsExactly(
            new Host("api.svc.mesh.local", List.of("241.0.0.1", "fd00:fd00::f100:1")),
            new Host("ext.extsvc.mesh.local", List.of("242.0.0.1", "fd00:fd00::f200:1")));
  }

  @Test
  void aMeshThatMovesToTlsWaitsForAllInstances() {
    String strict = "mtls: {enabledBackend: ca, backends: [{name: ca, type: builtin}]}";
    String permissive = strict.replace("builtin}", "builtin, mode: PERMISSIVE}");

    assertThat(secured(strict, false)).isTrue();
    assertThat(secured(permissive, false)).isFalse();
    assertThat(secured(permissive, true)).isTrue();
  }

  @Test
  void instancesProveWhatTheServiceSaysOfThem() {
    String identity =
        """
        identities:
          - {type: ServiceTag, value: api}
          - {type: SpiffeID, value: 'spiffe://other/api'}
        """;
    TestMesh mesh =
        TestMesh.of(
            List.of(
                meshOf(
                    "Exclusive",
                    "mtls: {enabledBackend: ca, backends: [{name: ca, type: builtin}]}"),
                SERVICES.replace(
                    "spec:\n  selector", "spec:\n  " + identity.strip() + "\n  selector"),
                listed("{kind: MeshService, name: api, port: 80}")));

    assertThat(backend(mesh).spiffeIds()).containsExactly("spiffe://m/api", "spiffe://other/api");
  }

  @Test
  void severalServicesAreOneAcrossZones() {
    TestMesh mesh =
        TestMesh.of(
                List.of(
                    meshOf("Exclusive", UNTOUCHED),
                    SERVICES,
                    """
                    type: MeshService
                    mesh: m
                    name: api-b
                    labels: {tier: back}
                    spec:
                      selector: {dataplaneRef: {name: other}}
                      ports: [{port: 80, targetPort: 8081}]
                    ---
                    type: MeshMultiZoneService
                    mesh: m
                    name: all
                    labels: {all: apis}
                    spec:
                      selector: {meshService: {matchLabels: {tier: back}}}
                      ports: [{port: 80, appProtocol: http}]
                    ---
                    type: Dataplane
                    mesh: m
                    name: other
                    networking:
                      address: 192.0.2.12
                      inbound: [{port: 8081, tags: {kuma.io/service: b}}]
                    """,
                    listed("{kind: MeshMultiZoneService, labels: {all: apis}, port: 80}")))
            .settled();

    assertThat(backend(mesh).name()).isEqualTo("m_all___mzsvc_80");
    assertThat(backend(mesh).all())
        .extracting(Instance::address)
        .containsExactly("192.0.2.11", "192.0.2.12");
    assertThat(model(mesh).services())
        .as("it concerns the proxy when one of the parts changes")
        .containsExactly("kri_msvc_m_default__api-b_80", "kri_msvc_m_default__api_80");
  }

  @Test
  void routesNamePortsByNumberByNameOrNotAtAllWhereThereIsOne() {
    TestMesh mesh =
        TestMesh.of(
            List.of(
                meshOf("Exclusive", UNTOUCHED),
                SERVICES,
                listed("{kind: MeshService, name: api, port: 80}"),
                """
                type: MeshHTTPRoute
                mesh: m
                name: r
                spec:
                  to:
                  - targetRef: {kind: MeshService, name: api}
                    rules:
                    - matches: [{path: {type: PathPrefix, value: /a}}]
                      default:
                        backendRefs:
                        - {kind: MeshService, name: api, sectionName: http-main, weight: 3}
                        - {kind: MeshService, labels: {tier: back}, port: 80, weight: 2}
                        - {kind: MeshService, name: api, port: 90, weight: 4}
                        - {kind: MeshExternalService, name: ext}
                """));

    assertThat(model(mesh).outbounds().get(0).routes().get(0).backends())
        .as("what speaks TCP cannot take requests")
        .containsExactly(
            new WeightedBackend("m_api__default_msvc_80", 3),
            new WeightedBackend("m_api__default_msvc_80", 2),
            new WeightedBackend("m_ext__default_extsvc_443", 1));
    assertThat(model(mesh).outbounds().get(0).routes())
        .extracting(OutboundRoute::name, OutboundRoute::hostOfInstance)
        .contains(
            tuple("kri_mhttpr_m_default__r_", true),
            tuple("9Zuf5Tg79OuZcQITwBbQykxAk2u4fRKrwYn3//AL4Yo=", false));
  }

  /** Observed 1: it is known by number then, and does not follow a policy for a port's name. */
  @Test
  void aListedOutboundIsKnownByItsNumber() {
    TestMesh mesh =
        TestMesh.of(
            List.of(
                meshOf("Exclusive", UNTOUCHED),
                SERVICES,
                listed("{kind: MeshService, name: api, port: 80}"),
                TIMEOUT_BY_NAME));

    assertThat(backend(mesh).confs().byType()).isEmpty();
    assertThat(
            model(mesh("Exclusive", UNTOUCHED, TIMEOUT_BY_NAME)).backends().stream()
                .filter(backend -> backend.name().equals("m_api__default_msvc_80")))
        .singleElement()
        .satisfies(backend -> assertThat(backend.confs().byType()).hasSize(1));
  }

  private static boolean secured(String mtls, boolean ready) {
    TestMesh mesh =
        TestMesh.of(
            List.of(
                meshOf("Exclusive", mtls),
                SERVICES,
                listed("{kind: MeshService, name: api, port: 80}")));
    return backend(ready ? mesh.settled() : mesh).secured();
  }

  private static Backend backend(TestMesh mesh) {
    List<Backend> backends = model(mesh).backends();
    assertThat(backends).hasSize(1);
    return backends.get(0);
  }

  private static List<String> transparent(String mode, String reach) {
    return model(mesh(mode, reach)).outbounds().stream()
        .map((Outbound outbound) -> outbound.destinationName() + ":" + outbound.port())
        .toList();
  }

  /**
   * The client offers Web_, of which no MeshService is made: that would be one more destination.
   */
  private static TestMesh mesh(String mode, String reach, String... more) {
    String client =
        """
        type: Dataplane
        mesh: m
        name: client
        networking:
          address: 192.0.2.10
          inbound: [{port: 8080, tags: {kuma.io/service: Web_}}]
          transparentProxying: {redirectPortInbound: 15006, redirectPortOutbound: 15001, %s}
        """
            .formatted(reach);
    List<String> documents = new ArrayList<>(List.of(meshOf(mode, UNTOUCHED), SERVICES, client));
    documents.addAll(List.of(more));
    return TestMesh.of(documents).settled();
  }

  private static String meshOf(String mode, String more) {
    return """
        type: Mesh
        name: m
        skipCreatingInitialPolicies: ['*']
        meshServices: {mode: %s}
        %s
        """
        .formatted(mode, more);
  }

  private static String listed(String ref) {
    return """
        type: Dataplane
        mesh: m
        name: client
        networking:
          address: 192.0.2.10
          inbound: [{port: 8080, tags: {kuma.io/service: Web_}}]
          outbound: [{port: 10001, backendRef: %s}]
        """
        .formatted(ref);
  }

  private static ProxyModel model(TestMesh mesh) {
    return mesh.model(
        "client",
        new ProxyInputs(
            TestMesh.ZONE,
            NodeFacts.of(TestMesh.CODEC.parseJson("{}")),
            AdminTls.HIDDEN,
            List.of(
                new Vip(
                    List.of("api.mesh"),
                    List.of("240.0.0.1", "fd00:fd00::f000:1"),
                    new TreeMap<>(Map.of(80, new TreeMap<>(Map.of("kuma.io/service", "api"))))))));
  }
}
