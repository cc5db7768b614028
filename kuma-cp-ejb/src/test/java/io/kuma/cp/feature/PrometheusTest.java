package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.kuma.cp.feature.Prometheus.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus finds the proxies of a mesh, reads them, and follows as they come and go. */
class PrometheusTest {
  private static final String READ_ADDRESS = "127.0.0.41";

  @TempDir private Path dir;
  private RunningControlPlane controlPlane;
  private HttpServer metrics;

  @BeforeEach
  void start() throws IOException {
    metrics = HttpServer.create(new InetSocketAddress(READ_ADDRESS, 0), 0);
    metrics.createContext(
        "/m",
        exchange -> {
          byte[] body = "# TYPE sold counter\nsold 3\n".getBytes(StandardCharsets.US_ASCII);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    metrics.start();
    controlPlane = new RunningControlPlane(dir);
    controlPlane.apply("{type: Mesh, name: m}");
    controlPlane.apply(
        """
        type: MeshMetric
        mesh: m
        name: metrics
        spec: {targetRef: {kind: Mesh}, default: {backends: [{type: Prometheus, prometheus: {port: %d, path: /m}}]}}
        """
            .formatted(metrics.getAddress().getPort()));
    controlPlane.apply(dataplane("web-1", READ_ADDRESS));
    controlPlane.apply(dataplane("web-2", "127.0.0.42"));
    Wait.until("the control plane is ready", controlPlane::isReady);
  }

  @AfterEach
  void stop() {
    controlPlane.close();
    metrics.stop(0);
  }

  private static String dataplane(String name, String address) {
    return """
        type: Dataplane
        mesh: m
        name: %s
        networking: {address: %s, inbound: [{port: 80, tags: {kuma.io/service: web}}]}
        """
        .formatted(name, address);
  }

  @Test
  void findsProxiesByAskingTheControlPlane() {
    String discovery =
        "kuma_sd_configs: [{server: 'http://127.0.0.1:%d', refresh_interval: 100ms, fetch_timeout: 5s}]";
    try (Prometheus prometheus =
        Prometheus.orSkip(
            discovery.formatted(controlPlane.monitoringPort()), dir.resolve("prometheus"))) {
      follows(prometheus);
      // It takes what it knows for true until it is told otherwise.
      controlPlane.restart();
      controlPlane.apply(dataplane("web-4", "127.0.0.44"));
      finds(prometheus, "web-2", "web-3", "web-4");
    }
  }

  @Test
  void findsProxiesInAFileThatKumaPrometheusSdKeeps() throws Exception {
    Path file = dir.resolve("targets.json");
    String discovery = "file_sd_configs: [{files: ['" + file + "']}]";
    try (KumaPrometheusSd sd = keeping(file);
        Prometheus prometheus = Prometheus.orSkip(discovery, dir.resolve("prometheus"))) {
      follows(prometheus);
      assertThat(prometheus.targets().get("web-2").labels().get("job").asText()).isEqualTo("web");
      assertThat(sd.log()).doesNotContain("stays as it is");
    }
  }

  @Test
  void theFileOutlivesTheControlPlaneAndFollowsTheNext() throws Exception {
    Path file = dir.resolve("targets.json");
    try (KumaPrometheusSd sd = keeping(file)) {
      Wait.until("it is written", () -> names(file).equals(List.of("web-1", "web-2")));
      FileTime written = Files.getLastModifiedTime(file);
      controlPlane.restart();
      Wait.until("it has noticed", () -> sd.log().contains("stays as it is"));
      controlPlane.apply(
          "{type: MeshTimeout, mesh: m, name: t, spec: {to: [{targetRef: {kind: Mesh}, default: {connectionTimeout: 1s}}]}}");
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
      controlPlane.delete(dataplane("web-1", READ_ADDRESS));
      Wait.until("it is written anew", () -> names(file).equals(List.of("web-2")));
      assertThat(sd.terminate()).as(sd.log()).isZero();
      assertThat(names(file)).containsExactly("web-2");
    }
  }

  private KumaPrometheusSd keeping(Path file) throws IOException {
    return new KumaPrometheusSd(
        dir.resolve("sd.log"),
        "--cp-address",
        "http://127.0.0.1:" + controlPlane.monitoringPort(),
        "--output-file",
        file.toString());
  }

  private static List<String> names(Path file) {
    try {
      return Files.exists(file)
          ? new ObjectMapper()
              .readTree(file.toFile()).findValuesAsText("dataplane").stream().sorted().toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follows(Prometheus prometheus) {
    finds(prometheus, "web-1", "web-2");
    Wait.until("web-1 is read", () -> prometheus.targets().get("web-1").health().equals("up"));
    Target web = prometheus.targets().get("web-1");
    String address = READ_ADDRESS + ":" + metrics.getAddress().getPort();
    assertThat(web.url()).isEqualTo("http://" + address + "/m");
    assertThat(web.labels().toString())
        .contains(
            "\"mesh\":\"m\"",
            "\"dataplane\":\"web-1\"",
            "\"service\":\"web\"",
            "\"instance\":\"web-1\"");
    Map.of(
            "__meta_kuma_mesh", "m",
            "__meta_kuma_dataplane", "web-1",
            "__meta_kuma_service", "web",
            "__address__", address,
            "__scheme__", "http",
            "__metrics_path__", "/m")
        .forEach(
            (label, value) ->
                assertThat(web.discovered().path(label).asText()).as(label).isEqualTo(value));
    controlPlane.delete(dataplane("web-1", READ_ADDRESS));
    controlPlane.apply(dataplane("web-3", "127.0.0.43"));
    finds(prometheus, "web-2", "web-3");
  }

  private static void finds(Prometheus prometheus, String... names) {
    try {
      Wait.until("it finds them", () -> prometheus.targets().keySet().equals(Set.of(names)));
    } catch (AssertionError e) {
      throw new AssertionError(prometheus.targets() + prometheus.log(), e);
    }
  }
}
