package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.cp.feature.TrafficMesh.Outbounds;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshServiceStatus;
import io.kuma.resource.meshservice.MeshServiceStatus.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A mesh whose proxies prove who they are by a MeshIdentity, and nothing else. */
@EnabledIfSystemProperty(named = "kuma.envoy", matches = ".+", disabledReason = "no Envoy is given")
class IdentityTrafficTest {
  private static final String MESH =
      """
      type: Mesh
      name: i
      meshServices: {mode: Exclusive}
      skipCreatingInitialPolicies: ['*']
      ---
      type: MeshTLS
      mesh: i
      name: moving
      spec: {rules: [{default: {mode: Permissive}}]}
      ---
      type: MeshTrafficPermission
      mesh: i
      name: web
      spec: {rules: [{default: {allow: [{spiffeID: {type: Exact, value: 'spiffe://i.default.mesh.local/app/web'}}]}}]}
      """;

  private static final String IDENTITY =
      """
      type: MeshIdentity
      mesh: i
      name: own
      spec:
        selector: {dataplane: {matchLabels: {}}}
        spiffeID: {path: '/app/{{ label "app" }}'}
        provider:
          type: Bundled
          bundled: {insecureAllowSelfSigned: true, autogenerate: {enabled: true}}
      """;

  private static final String STRICT =
      "{type: MeshTLS, mesh: i, name: moving, spec: {rules: [{default: {mode: Strict}}]}}";

  @Test
  void fromPlaintextToStrictWithoutALostRequest() throws IOException {
    try (RunningControlPlane controlPlane =
        new RunningControlPlane(Files.createTempDirectory("kuma"))) {
      controlPlane.apply(MESH);
      try (TrafficMesh mesh =
          new TrafficMesh(
              controlPlane,
              "i",
              List.of("127.0.0.71", "127.0.0.72"),
              List.of("v1"),
              Outbounds.MESH_SERVICES)) {
        mesh.until("it answers", () -> mesh.get("/").equals("200 v1"));
        move(mesh, controlPlane);
        strangersAreDenied(mesh);
        for (EnvoySidecar sidecar : mesh.sidecars()) {
          assertThat(sidecar.stat("update_rejected$")).isZero();
        }
      }
    }
  }

  private static void move(TrafficMesh mesh, RunningControlPlane controlPlane) {
    try (Load load = new Load(() -> mesh.get("/"))) {
      controlPlane.apply(IDENTITY);
      mesh.until("servers are ready for it", () -> isReady(controlPlane));
      mesh.until("calls are encrypted", () -> mesh.web.stat("i_backend_.*ssl.handshake$") > 0);
      controlPlane.apply(STRICT);
      int before = load.total();
      mesh.until("requests go on", () -> load.total() > before + 100);
      assertThat(load.answers()).containsOnlyKeys("200 v1");
    }
  }

  private static boolean isReady(RunningControlPlane controlPlane) {
    return controlPlane
        .manager
        .find(CoreTypes.MESH_SERVICE, CoreTypes.MESH_SERVICE.key("i", "backend"))
        .filter(service -> service.spec().identities() != null)
        .filter(
            service ->
                service.spec().identities().stream()
                    .anyMatch(
                        identity ->
                            identity.type() == MeshService.Identity.Type.SpiffeId
                                && identity
                                    .value()
                                    .equals("spiffe://i.default.mesh.local/app/backend")))
        .filter(
            service ->
                service.status() instanceof MeshServiceStatus status
                    && status.tls().status() == Tls.Status.Ready)
        .isPresent();
  }

  /** A proxy of the mesh whose identity nobody allowed, and one that has none. */
  private static void strangersAreDenied(TrafficMesh mesh) {
    int port = FreePorts.next();
    EnvoySidecar other = mesh.client("other-1", "127.0.0.73", port);
    mesh.until(
        "it is told no",
        () -> TrafficMesh.request("http://127.0.0.1:" + port + "/").startsWith("403"));
    assertThat(other.isAlive()).isTrue();
    assertThat(TrafficMesh.request("http://127.0.0.72:" + mesh.inbound + "/"))
        .as("without a certificate")
        .startsWith("failed");
  }
}
