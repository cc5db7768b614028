package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.admin.EnvoyAdmin;
import io.kuma.core.admin.EnvoyAdminFailure;
import io.kuma.core.ca.AdminAuthority;
import io.kuma.core.ca.CertificateAuthority;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What goes on between real Envoys and the control plane while requests run through them. */
class EnvoyTrafficTest extends TrafficTest {
  private static final String PERMISSION =
      """
      type: MeshTrafficPermission
      mesh: m
      name: web
      spec: {rules: [{default: {%s: [{spiffeID: {type: Prefix, value: 'spiffe://m/web'}}]}}]}
      """;
  private static final String TIMEOUT =
      """
      type: MeshTimeout
      mesh: m
      name: fast
      spec:
        to:
        - targetRef: {kind: MeshService, name: backend}
          default: {http: {requestTimeout: 200ms}}
      """;
  private static final String DENIED = "403 RBAC: access denied";

  @Test
  void aCallerOutsideTheMeshIsRefused() {
    String direct = "http://" + mesh.workloads.get(0).address + ":" + mesh.inbound + "/";
    assertThat(TrafficMesh.request(direct)).startsWith("failed");
  }

  @Test
  void theControlPlaneAsksAnEnvoyAndTellsNoSecrets() {
    Dataplane backend = dataplane("backend-v1");
    EnvoyAdmin admin = controlPlane.envoyAdmin();
    assertThat(admin.configuration(backend, true).toString())
        .contains("envoy.admin.v3.ClustersConfigDump", "EndpointsConfigDump", "[redacted]")
        // Tokens, and keys as they are and in Base64.
        .doesNotContain("eyJ", "PRIVATE KEY", "UFJJVkFURSBLRVk");
    assertThat(admin.statistics(backend, true, false)).contains("cluster_manager.active_clusters");
    assertThat(admin.statistics(backend, false, true)).startsWith("{\"stats\":");
    assertThat(admin.clusters(backend, false)).contains("kuma:envoy:admin::");
  }

  @Test
  void anEnvoyAnswersNobodyElse() {
    CertificateAuthority other =
        CertificateAuthority.forEnvoyAdmin(Instant.now(), new SecureRandom());
    EnvoyAdmin admin =
        new EnvoyAdmin(new AdminAuthority(other).forControlPlane(), 9901, Runnable::run);
    assertThatThrownBy(() -> admin.clusters(dataplane("backend-v1"), false))
        .isInstanceOf(EnvoyAdminFailure.class);
  }

  private Dataplane dataplane(String name) {
    return controlPlane
        .manager
        .find(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", name))
        .orElseThrow()
        .spec();
  }

  @Test
  void aPermissionDeniesAndAllowsAgain() {
    try {
      controlPlane.apply(PERMISSION.formatted("deny"));
      // Two instances, and each hears of it for itself.
      mesh.until("all is denied", () -> mesh.count("/", 8).equals(Map.of(DENIED, 8)));
      assertThat(mesh.count("/", 20)).containsOnlyKeys(DENIED);
    } finally {
      controlPlane.apply(PERMISSION.formatted("allow"));
    }
    mesh.until("nothing is denied", () -> BOTH.containsAll(mesh.count("/", 8).keySet()));
    assertThat(BOTH).containsAll(mesh.count("/", 20).keySet());
  }

  @Test
  void aRouteSendsAPathToOneVersion() {
    mesh.with(
        """
        type: MeshHTTPRoute
        mesh: m
        name: only-v2
        spec:
          targetRef: {kind: MeshSubset, tags: {kuma.io/service: web}}
          to:
          - targetRef: {kind: MeshService, name: backend}
            rules:
            - matches: [{path: {type: PathPrefix, value: /two}}]
              default:
                backendRefs:
                - {kind: MeshServiceSubset, name: backend, tags: {version: v2}, weight: 100}
        """,
        () -> {
          mesh.until("v2 has all", () -> mesh.count("/two", 6).equals(Map.of("200 v2", 6)));
          assertThat(mesh.count("/two", 30)).containsOnlyKeys("200 v2");
          assertThat(mesh.count("/", 30).keySet()).isEqualTo(BOTH);
        });
  }

  @Test
  void aTimeoutCutsASlowAnswer() {
    mesh.with(
        TIMEOUT,
        () -> {
          mesh.until("it is cut", () -> mesh.get("/slow").startsWith("504"));
          assertThat(mesh.get("/")).startsWith("200");
        });
    mesh.until("it is not cut", () -> mesh.get("/slow").startsWith("200"));
  }

  @Test
  void certificatesAreRenewedWithoutALostRequest() {
    String rotation = "{name: ca, type: builtin, dpCert: {rotation: {expiration: 5s}}}";
    String renewed = "sds.identity_cert.*update_success$";
    long before = mesh.web.stat(renewed);
    try (Load load = new Load(() -> mesh.get("/"))) {
      controlPlane.apply(MESH.replace("{name: ca, type: builtin}", rotation));
      mesh.until("it is renewed again and again", () -> mesh.web.stat(renewed) >= before + 3);
      controlPlane.apply(MESH);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      assertThat(BOTH).containsAll(load.answers().keySet());
    }
  }

  /** Envoy counts every response that it takes, and every request that it sends. */
  @Test
  void aRestartOfTheControlPlaneIsNotNoticed() {
    String others = "(cluster_manager.cds|sds.*|cluster.backend).update_success$";
    EnvoySidecar web = mesh.web;
    long before = web.stat(others);
    long listeners = web.stat("listener_manager.lds.update_success$");
    long asked = web.stat("listener_manager.lds.update_attempt$");
    assertThat(before).isGreaterThanOrEqualTo(4);
    controlPlane.restart();
    Map<String, Integer> answers = new TreeMap<>();
    mesh.until(
        "it asks again",
        () -> {
          answers.merge(mesh.get("/"), 1, Integer::sum);
          return web.stat("listener_manager.lds.update_attempt$") > asked;
        });
    assertThat(BOTH).containsAll(answers.keySet());
    // What was sent again would be counted before this, which is a listener's business.
    mesh.with(
        TIMEOUT,
        () -> {
          mesh.until("it is cut", () -> mesh.get("/slow").startsWith("504"));
          assertThat(web.stat("listener_manager.lds.update_success$")).isEqualTo(listeners + 1);
          assertThat(web.stat(others)).isEqualTo(before);
        });
    mesh.until("it is not cut", () -> mesh.get("/slow").startsWith("200"));
  }

  /** The control plane hears that Envoy is not ready any more, and so do those who call it. */
  @Test
  void aBackendThatDrainsIsLeftAlone() {
    EnvoySidecar first = mesh.backends.get(0);
    first.post("/healthcheck/fail");
    try {
      mesh.until("v2 has all", () -> mesh.count("/", 8).equals(Map.of("200 v2", 8)));
      assertThat(mesh.count("/", 20)).containsOnlyKeys("200 v2");
    } finally {
      first.post("/healthcheck/ok");
    }
  }

  @Test
  void aSidecarMaySpeakTheIncrementalProtocol() {
    int port = FreePorts.next();
    EnvoySidecar delta = mesh.client("web-2", "127.0.0.15", port, "feature-delta-grpc");
    String url = "http://127.0.0.1:" + port;
    Set<String> answers = BOTH;
    mesh.until("it answers", () -> answers.contains(TrafficMesh.request(url + "/")));
    assertThat(delta.stat("control_plane.connected_state$")).isEqualTo(1);
    mesh.with(
        TIMEOUT,
        () -> mesh.until("it is cut", () -> TrafficMesh.request(url + "/slow").startsWith("504")));
    mesh.until("it is not cut", () -> TrafficMesh.request(url + "/slow").startsWith("200"));
    assertThat(delta.stat("update_rejected$")).isZero();
  }
}
