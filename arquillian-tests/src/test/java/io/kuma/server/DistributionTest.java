package io.kuma.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/kuma-cp run} from start to stop. */
class DistributionTest {
  private static final int WRITERS = 4;
  private static final int ANSWERED_BEFORE_THE_KILL = 60;

  private final Path workDirectory;

  DistributionTest(@TempDir Path workDirectory) {
    this.workDirectory = workDirectory;
  }

  @Test
  void servesAllItsPortsAndKeepsItsDataOverARestart() throws Exception {
    Path audit = workDirectory.resolve("audit.log");
    TraceCollector collector = new TraceCollector();
    Distribution distribution =
        new Distribution(workDirectory.resolve("kuma"))
            .with("KUMA_AUDIT_FILE", audit.toString())
            .with("KUMA_TRACING_OPENTELEMETRY_ENABLED", "true")
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
    Process first = distribution.start();
    try {
      HttpResponse<String> index = distribution.get("KUMA_API_SERVER_HTTP_PORT", "/");
      assertThat(index.statusCode()).isEqualTo(200);
      assertThat(index.body()).contains("\"product\": \"Kuma\"");
      assertThat(distribution.get("KUMA_API_SERVER_HTTP_PORT", "/config").body())
          .contains("\"port\": " + distribution.port("KUMA_DP_SERVER_PORT"));
      HttpResponse<String> health = distribution.get("KUMA_MANAGEMENT_PORT", "/health/ready");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).contains("control-plane").doesNotContain("DOWN");
      assertThat(distribution.get("KUMA_MANAGEMENT_PORT", "/health/live").body())
          .contains("control-plane");
      assertThat(distribution.get("KUMA_DIAGNOSTICS_SERVER_PORT", "/ready").statusCode())
          .isEqualTo(200);
      assertThat(distribution.get("KUMA_DIAGNOSTICS_SERVER_PORT", "/healthy").statusCode())
          .isEqualTo(200);
      assertThat(distribution.putMesh("kept")).isEqualTo(201);
      assertThat(distribution.get("KUMA_DIAGNOSTICS_SERVER_PORT", "/metrics").body())
          .contains(
              "cp_info{",
              "process_cpu_seconds_total ",
              "store_count{operation=\"create\",resource_type=\"Mesh\"}",
              "handler=\"/meshes/{name}\",method=\"PUT\"");
      assertThat(distribution.get("KUMA_DIAGNOSTICS_SERVER_PORT", "/logging").body())
          .isEqualTo("{\"components\":{}}");
      assertThat(Files.readString(audit))
          .startsWith("{\"time\":\"20")
          .contains(
              "\"action\":\"create\",\"user\":\"mesh-system:admin\"",
              "\"type\":\"Mesh\",\"name\":\"kept\"")
          .hasLineCount(1);
      // The server has a limit too; this answer is ours, with what is wrong.
      HttpResponse<String> tooLarge = distribution.put("/meshes/large", " ".repeat(11 << 20));
      assertThat(tooLarge.statusCode()).isEqualTo(413);
      assertThat(tooLarge.body()).contains("must not be larger than 10485760 bytes");

      HttpClient trusting = trusting(distribution.workDirectory().resolve("kuma-cp.crt"));
      assertThat(
              send(trusting, request(distribution, "KUMA_API_SERVER_HTTPS_PORT", "/")).statusCode())
          .isEqualTo(200);
      HttpResponse<String> bootstrap =
          send(
              trusting,
              request(distribution, "KUMA_DP_SERVER_PORT", "/bootstrap")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"mesh\": \"default\", \"name\": \"web-1\"}")));
      // It wants a token, so it has understood who asks.
      assertThat(bootstrap.statusCode()).isEqualTo(422);
      assertThat(bootstrap.body()).contains("Dataplane Token is required");
    } finally {
      distribution.stop(first);
    }
    assertThat(distribution.log()).contains("has stopped").doesNotContain(" ERROR ");
    // It has sent what was left before it ended.
    assertThat(collector.received())
        .contains("PUT /meshes/{name}", "create Mesh", "commit", "snapshot", "delivery");
    collector.close();

    // Again, from a file; its port of REST is not what counts.
    Path file = workDirectory.resolve("kuma cp.yml");
    int moved = distribution.port("KUMA_DP_SERVER_PORT");
    Files.writeString(
        file,
        "dpServer: {port: "
            + moved
            + "}\ngeneral: {workDir: \""
            + distribution.workDirectory()
            + "\"}\napiServer: {http: {port: 1}}\nreports: {enabled: true}\n");
    Process second =
        distribution
            .without("KUMA_DP_SERVER_PORT")
            .without("KUMA_GENERAL_WORK_DIR")
            .start("run", "-c", file.toString());
    try {
      assertThat(distribution.log())
          .startsWith("kuma-cp: " + file + " sets what has no effect here: reports.");
      assertThat(distribution.get("KUMA_API_SERVER_HTTP_PORT", "/meshes/kept").statusCode())
          .isEqualTo(200);
      assertThat(distribution.get("KUMA_API_SERVER_HTTP_PORT", "/config").body())
          .contains("\"port\": " + moved);
    } finally {
      distribution.stop(second);
    }
  }

  @Test
  @Timeout(180)
  void isReadyOnlyAsLongAsEverybodyShouldCome() throws Exception {
    Distribution distribution =
        new Distribution(workDirectory.resolve("kuma")).with("KUMA_GENERAL_SHUTDOWN_DELAY", "10m");
    Process process = distribution.launch();
    try {
      while (status(distribution, "KUMA_DIAGNOSTICS_SERVER_PORT", "/ready") != 200) {
        assertThat(process.isAlive()).as(distribution.log()).isTrue();
        assertThat(status(distribution, "KUMA_MANAGEMENT_PORT", "/health/ready"))
            .as("while it starts")
            .isNotEqualTo(200);
        Thread.sleep(20);
      }
      assertThat(status(distribution, "KUMA_API_SERVER_HTTP_PORT", "/")).isEqualTo(200);
      assertThat(status(distribution, "KUMA_MANAGEMENT_PORT", "/health/ready")).isEqualTo(200);

      process.destroy();
      while (status(distribution, "KUMA_DIAGNOSTICS_SERVER_PORT", "/ready") == 200) {
        Thread.sleep(20);
      }
      assertThat(status(distribution, "KUMA_DIAGNOSTICS_SERVER_PORT", "/ready")).isEqualTo(503);
      HttpResponse<String> health = distribution.get("KUMA_MANAGEMENT_PORT", "/health/ready");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("\"store\":true", "\"proxies\":false");
      assertThat(status(distribution, "KUMA_MANAGEMENT_PORT", "/health/live")).isEqualTo(200);
      assertThat(distribution.putMesh("late")).as("served on").isEqualTo(201);

      // It does not want to be waited for.
      process.destroy();
      assertThat(exit(process)).isEqualTo(128 + 15);
      assertThat(distribution.log())
          .contains("not ready any more, serving on for 10m0s", "has stopped")
          .doesNotContain(" ERROR ");
    } finally {
      process.destroyForcibly();
    }
  }

  /** 0 if nobody answers. */
  private static int status(Distribution distribution, String portName, String path)
      throws InterruptedException {
    try {
      return distribution.get(portName, path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void losesNothingThatItAnsweredWhenItIsKilled() throws Exception {
    Distribution distribution = new Distribution(workDirectory.resolve("kuma"));
    Process first = distribution.start();
    Queue<String> answered = new ConcurrentLinkedQueue<>();
    AtomicInteger next = new AtomicInteger();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        running.add(
            writers.submit(
                () -> {
                  while (answered.size() < ANSWERED_BEFORE_THE_KILL || first.isAlive()) {
                    String mesh = "mesh-" + next.getAndIncrement();
                    if (!isStored(distribution, mesh)) {
                      return;
                    }
                    answered.add(mesh);
                    if (answered.size() >= ANSWERED_BEFORE_THE_KILL) {
                      // SIGKILL, while the other writers write.
                      first.destroyForcibly();
                    }
                  }
                }));
      }
      for (Future<?> writer : running) {
        writer.get(5, TimeUnit.MINUTES);
      }
    } finally {
      writers.shutdownNow();
      first.destroyForcibly().waitFor();
    }
    assertThat(answered).hasSizeGreaterThanOrEqualTo(ANSWERED_BEFORE_THE_KILL);

    Process second = distribution.start();
    try {
      for (String mesh : answered) {
        assertThat(distribution.get("KUMA_API_SERVER_HTTP_PORT", "/meshes/" + mesh).statusCode())
            .as(mesh)
            .isEqualTo(200);
      }
    } finally {
      distribution.stop(second);
    }
  }

  @Test
  void bringsTheClassesOfAStartReadyToUse() {
    assertThat(Distribution.home().resolve("lib/kuma-cp.jsa")).isNotEmptyFile();
  }

  @Test
  void refusesABadSettingInOneSentence() throws Exception {
    Distribution distribution =
        new Distribution(workDirectory.resolve("kuma")).with("KUMA_XDS_SERVER_NACK_BACKOFF", "abc");
    assertThat(exit(distribution.launch())).isEqualTo(1);
    assertThat(distribution.log())
        .isEqualTo(
            "kuma-cp: KUMA_XDS_SERVER_NACK_BACKOFF is \"abc\", but must be a duration, such as 10s,"
                + " 1m30s or 250ms.\n");
  }

  @Test
  void refusesAPortThatIsTakenInOneSentence() throws Exception {
    Distribution distribution = new Distribution(workDirectory.resolve("kuma"));
    try (ServerSocket taken = new ServerSocket(distribution.port("KUMA_DP_SERVER_PORT"))) {
      assertThat(exit(distribution.launch())).isEqualTo(1);
      assertThat(distribution.log())
          .startsWith("kuma-cp: Port " + taken.getLocalPort())
          .contains("KUMA_DP_SERVER_PORT")
          .hasLineCount(1);
    }
  }

  private static int exit(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** False once it is gone. */
  private static boolean isStored(Distribution distribution, String mesh) {
    try {
      return distribution.putMesh(mesh) == 201;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static HttpRequest.Builder request(
      Distribution distribution, String portName, String path) {
    return HttpRequest.newBuilder(
        URI.create("https://localhost:" + distribution.port(portName) + path));
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** A client that trusts the certificate in {@code file}, and no other. */
  private static HttpClient trusting(Path file) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "kuma",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file))));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
