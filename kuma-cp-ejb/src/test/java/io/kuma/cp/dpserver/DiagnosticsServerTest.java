package io.kuma.cp.dpserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.cp.logging.LogLevels;
import io.kuma.cp.metric.ControlPlaneMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticsServerTest {
  private static final Logger SET = Logger.getLogger("io.kuma.cp.dpserver.test");

  private final AtomicBoolean ready = new AtomicBoolean();
  private final LogLevels levels = new LogLevels();
  private final DiagnosticsServer server =
      new DiagnosticsServer(
          new DiagnosticsServer.Exposure(0, Optional.empty(), false),
          ready::get,
          new ControlPlaneMetrics(),
          levels);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop().join();
    levels.close();
  }

  @Test
  void tellsWhetherItIsReadyAndThatItLives() throws Exception {
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/healthy").statusCode()).isEqualTo(200);
    ready.set(true);
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    assertThat(get("/debug/threads").statusCode()).as("not asked for").isEqualTo(404);
  }

  @Test
  void showsMetricsInTheFormatOfPrometheus() throws Exception {
    HttpResponse<String> metrics = get("/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("content-type"))
        .hasValueSatisfying(
            type -> assertThat(type).startsWith("text/plain").contains("version=0.0.4"));
    assertThat(metrics.body())
        .contains("# TYPE jvm_memory_used_bytes gauge", "jvm_gc_collection_seconds_count{")
        .contains("jvm_threads_current ", "process_cpu_seconds_total ");
    HttpResponse<String> head = send("HEAD", "/metrics", "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-type"))
        .isEqualTo(metrics.headers().firstValue("content-type"));
    assertThat(head.body()).isEmpty();
    HttpResponse<String> post = send("POST", "/metrics", "");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("allow")).hasValue("GET, HEAD");
  }

  @Test
  void changesLogLevelsAndTakesThemBack() throws Exception {
    assertThat(get("/logging").body()).isEqualTo("{\"components\":{}}");
    assertThat(put(SET.getName(), "debug").statusCode()).isEqualTo(200);
    assertThat(SET.isLoggable(Level.FINE)).isTrue();
    assertThat(put("io.kuma.cp.dpserver.other", "warn").statusCode()).isEqualTo(200);
    HttpResponse<String> shown = get("/logging");
    assertThat(shown.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(shown.body())
        .isEqualTo(
            "{\"components\":{\"io.kuma.cp.dpserver.other\":\"warn\","
                + "\"io.kuma.cp.dpserver.test\":\"debug\"}}");
    assertThat(send("DELETE", "/logging/" + SET.getName(), "").statusCode()).isEqualTo(200);
    assertThat(SET.getLevel()).isNull();
    assertThat(get("/logging").body())
        .isEqualTo("{\"components\":{\"io.kuma.cp.dpserver.other\":\"warn\"}}");
    assertThat(send("DELETE", "/logging", "").statusCode()).isEqualTo(200);
    assertThat(get("/logging").body()).isEqualTo("{\"components\":{}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "io.kuma.cp.push|loud|level must be one of off, error, warn, info, debug, trace",
        "org.jboss.as|debug|component must be the name of a logger of the control plane",
        "io.kumara|debug|component must be the name of a logger of the control plane",
        "io.kuma.audit|off|the audit log is not set here",
      })
  void saysWhatIsWrongWithALevel(String component, String level, String reason) throws Exception {
    HttpResponse<String> refused = put(component, level);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains(reason);
    assertThat(get("/logging").body()).isEqualTo("{\"components\":{}}");
  }

  @Test
  void takesNoBodiesThatAreNotWhatTheyShouldBe() throws Exception {
    HttpResponse<String> large = send("PUT", "/logging", " ".repeat(4097));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("must not be larger than 4096 bytes");
    assertThat(send("PUT", "/logging", "{").body()).contains("the body must be JSON");
    assertThat(send("PUT", "/logging", "{\"level\":\"info\"}").body())
        .contains("component must be a string");
    assertThat(send("POST", "/logging", "").statusCode()).isEqualTo(405);
  }

  @Test
  void letsNoPageAndNobodyBehindAProxyChangeLevels() throws Exception {
    String body = "{\"component\":\"io.kuma\",\"level\":\"off\"}";
    assertThat(send("PUT", "/logging", body, "Origin", "http://localhost").statusCode())
        .isEqualTo(403);
    assertThat(send("PUT", "/logging", body, "X-Forwarded-For", "192.0.2.1").statusCode())
        .isEqualTo(403);
    assertThat(send("DELETE", "/logging", "", "Forwarded", "for=192.0.2.1").statusCode())
        .isEqualTo(403);
    assertThat(get("/logging").body()).isEqualTo("{\"components\":{}}");
  }

  private HttpResponse<String> put(String component, String level)
      throws IOException, InterruptedException {
    return send(
        "PUT", "/logging", "{\"component\":\"%s\",\"level\":\"%s\"}".formatted(component, level));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request.build(), BodyHandlers.ofString());
  }
}
