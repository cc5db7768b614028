package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.ca.ServerCertificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code KUMA_MONITORING_ASSIGNMENT_SERVER_*} make of the port where Prometheus asks. */
class MonitoringSettingsTest {
  @TempDir private Path dir;

  private RunningControlPlane controlPlane(
      boolean enabled, int port, String certificate, String key) {
    RunningControlPlane started =
        new RunningControlPlane(
            dir,
            "KUMA_MONITORING_ASSIGNMENT_SERVER_ENABLED=" + enabled,
            "KUMA_MONITORING_ASSIGNMENT_SERVER_PORT=" + port,
            "KUMA_MONITORING_ASSIGNMENT_SERVER_TLS_CERT_FILE=" + certificate,
            "KUMA_MONITORING_ASSIGNMENT_SERVER_TLS_KEY_FILE=" + key);
    started.apply("{type: Mesh, name: m}");
    Wait.until("the control plane is ready", started::isReady);
    return started;
  }

  private KumaPrometheusSd asking(int port, Path file, String... more) throws IOException {
    List<String> flags = new ArrayList<>();
    flags.addAll(List.of("--cp-address", "https://localhost:" + port));
    flags.addAll(List.of("--output-file", file.toString()));
    flags.addAll(List.of(more));
    return new KumaPrometheusSd(Path.of(file + ".log"), flags.toArray(new String[0]));
  }

  @Test
  void withACertificateItSpeaksTlsAndNothingElse() throws Exception {
    ServerCertificate.keptIn(dir, Instant.now(), new SecureRandom());
    String certificate = dir.resolve("kuma-cp.crt").toString();
    String key = dir.resolve("kuma-cp.key").toString();
    int port = FreePorts.next();
    Path file = dir.resolve("targets.json");
    Path distrustful = dir.resolve("none.json");
    try (RunningControlPlane controlPlane = controlPlane(true, port, certificate, key);
        KumaPrometheusSd trusts = asking(port, file, "--ca-cert-file", certificate);
        KumaPrometheusSd trustsOthers = asking(port, distrustful)) {
      Wait.until("it is answered", () -> Files.exists(file));
      assertThat(file).hasContent("[]");
      Wait.until(
          "it is not believed",
          () -> trustsOthers.log().contains("name its authority by --ca-cert-file"));
      assertThat(distrustful).doesNotExist();
      assertThatThrownBy(() -> plain(port)).isInstanceOf(IOException.class);
      assertThat(controlPlane.monitoringPort()).isEqualTo(port);
      assertThat(trusts.log()).doesNotContain("stays as it is");
    }
  }

  @Test
  void disabledItIsNotThere() {
    int port = FreePorts.next();
    try (RunningControlPlane controlPlane = controlPlane(false, port, "", "")) {
      assertThat(controlPlane.isReady()).isTrue();
      assertThatThrownBy(() -> plain(port)).isInstanceOf(ConnectException.class);
    }
  }

  private static int plain(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + port + "/v3/discovery:monitoringassignments");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
