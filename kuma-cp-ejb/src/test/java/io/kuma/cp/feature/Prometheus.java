package io.kuma.cp.feature;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A real Prometheus, the one that system property {@code kuma.prometheus} names; {@code make test}
 * gives it where it can be had.
 */
final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port = FreePorts.next();
  private final Path log;
  private final Process process;

  /**
   * What it reads.
   *
   * @param discovered all labels that it was found with
   * @param labels those that its series have
   * @param url where it is read
   * @param health {@code up}, {@code down} or {@code unknown}
   */
  record Target(JsonNode discovered, JsonNode labels, String url, String health) {}

  private Prometheus(String binary, String discovery, Path dir) throws IOException {
    Files.createDirectories(dir);
    log = dir.resolve("log");
    Path config = dir.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
        - job_name: mesh
          relabel_configs:
          - {source_labels: [__meta_kuma_mesh], target_label: mesh}
          - {source_labels: [__meta_kuma_dataplane], target_label: dataplane}
          - {source_labels: [__meta_kuma_service], target_label: service}
          %s
        """
            .formatted(discovery));
    process =
        new ProcessBuilder(
                binary,
                "--config.file=" + config,
                "--storage.tsdb.path=" + dir.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  /**
   * Starts one. Without a Prometheus, or with one that was built without {@code kuma_sd_configs}
   * (Debian's is), the test is skipped, visibly.
   *
   * @param discovery of its one scrape config, in YAML on one line
   * @param dir its own
   */
  static Prometheus orSkip(String discovery, Path dir) {
    String binary = System.getProperty("kuma.prometheus", "");
    if (binary.isEmpty()) {
      skip("what a real Prometheus finds; name one by -Dkuma.prometheus=PATH");
    }
    try {
      Prometheus started = new Prometheus(binary, discovery, dir);
      Wait.until(
          "Prometheus is ready, or ends", () -> !started.process.isAlive() || started.isReady());
      if (!started.process.isAlive()) {
        if (started.log().contains("field kuma_sd_configs not found")) {
          skip("what a Prometheus finds by kuma_sd_configs: " + binary + " has none");
        }
        throw new AssertionError(started.log());
      }
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void skip(String what) {
    System.out.println("SKIPPED: " + what);
    abort(what);
  }

  private boolean isReady() {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it reads now, by {@code dataplane}. */
  Map<String, Target> targets() {
    try {
      Map<String, Target> targets = new TreeMap<>();
      for (JsonNode one : JSON.readTree(get("/api/v1/targets").body()).at("/data/activeTargets")) {
        targets.put(
            one.at("/labels/dataplane").asText(),
            new Target(
                one.get("discoveredLabels"),
                one.get("labels"),
                one.get("scrapeUrl").asText(),
                one.get("health").asText()));
      }
      return targets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
