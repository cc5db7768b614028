package io.kuma.dp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * With an Envoy that is one. {@code make test} provides it; alone: {@code
 * -Dkuma.envoy=/path/to/envoy}.
 */
@Timeout(120)
@EnabledIfSystemProperty(
    named = "kuma.envoy",
    matches = ".+",
    disabledReason = "-Dkuma.envoy does not name an Envoy")
class RealEnvoyTest {

  private static final String BOOTSTRAP =
      """
      node: {id: default.web-1, cluster: web}
      admin:
        address:
          pipe: {path: %s/kuma-envoy-admin.sock, mode: 384}
      """;

  @TempDir Path directory;

  @Test
  void becomesReadyAndDrains() throws Exception {
    Path sockets = Files.createTempDirectory("kuma");
    try (FakeControlPlane controlPlane = new FakeControlPlane("localhost")) {
      controlPlane.answerBootstrap(BOOTSTRAP.formatted(sockets));
      try (KumaDpRun run = start(controlPlane, sockets)) {
        run.awaitReady("200 READY");
        run.terminate();
        assertThat(run.awaitExit()).isZero();
        assertThat(run.output())
            .contains("starting main dispatch loop")
            .doesNotContain("cannot be told to drain");
      }
    } finally {
      Files.deleteIfExists(sockets.resolve("kuma-envoy-admin.sock"));
      Files.delete(sockets);
    }
  }

  @Test
  void isNotLeftBehind() throws Exception {
    Path sockets = Files.createTempDirectory("kuma");
    try (FakeControlPlane controlPlane = new FakeControlPlane("localhost")) {
      controlPlane.answerBootstrap(BOOTSTRAP.formatted(sockets));
      try (KumaDpRun run = start(controlPlane, sockets)) {
        run.awaitReady("200 READY");
        String said = run.output().split("Envoy runs as process ")[1];
        ProcessHandle envoy = ProcessHandle.of(Long.parseLong(said.split("\\s")[0])).orElseThrow();
        run.kill();
        Await.until("Envoy's end", () -> !envoy.isAlive());
      }
    } finally {
      Files.deleteIfExists(sockets.resolve("kuma-envoy-admin.sock"));
      Files.delete(sockets);
    }
  }

  private KumaDpRun start(FakeControlPlane controlPlane, Path sockets) throws Exception {
    return new KumaDpRun(
        directory,
        controlPlane,
        System.getProperty("kuma.envoy"),
        "--socket-dir",
        sockets.toString(),
        "--drain-time",
        "1s");
  }
}
