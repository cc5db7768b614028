package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A test with real Envoys, which all of its cases share: each leaves the mesh as it found it. The
 * path of Envoy is the system property {@code kuma.envoy}; {@code make test} always gives it.
 */
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "kuma.envoy", matches = ".+", disabledReason = "no Envoy is given")
abstract class TrafficTest {
  static final String MESH =
      """
      type: Mesh
      name: m
      skipCreatingInitialPolicies: ['*']
      mtls:
        enabledBackend: ca
        backends: [{name: ca, type: builtin}]
      ---
      type: MeshTrafficPermission
      mesh: m
      name: web
      spec: {rules: [{default: {allow: [{spiffeID: {type: Prefix, value: 'spiffe://m/web'}}]}}]}
      """;
  static final Set<String> BOTH = Set.of("200 v1", "200 v2");

  final RunningControlPlane controlPlane;
  final TrafficMesh mesh;

  /** Starts all of it. */
  TrafficTest() {
    controlPlane = new RunningControlPlane(newDirectory());
    controlPlane.apply(MESH);
    mesh =
        new TrafficMesh(
            controlPlane,
            "m",
            List.of("127.0.0.14", "127.0.0.12", "127.0.0.13"),
            List.of("v1", "v2"));
  }

  @BeforeAll
  void settle() {
    mesh.until("both answer", () -> mesh.count("/", 8).keySet().equals(BOTH));
  }

  @AfterAll
  void stop() {
    mesh.close();
    controlPlane.close();
  }

  /** A NACK fails the test that caused it. */
  @AfterEach
  void noEnvoyRefusedAnything() {
    for (EnvoySidecar sidecar : mesh.sidecars()) {
      assertThat(sidecar.isAlive()).isTrue();
      assertThat(sidecar.stat("update_rejected$")).isZero();
    }
    mesh.until("all is as it was", () -> mesh.count("/", 8).keySet().equals(BOTH));
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("kuma");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
