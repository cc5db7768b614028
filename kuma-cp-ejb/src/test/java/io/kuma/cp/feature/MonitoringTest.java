package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told, in the way it asks. */
class MonitoringTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private RunningControlPlane controlPlane;

  @BeforeEach
  void start(@TempDir Path workDir) {
    controlPlane = new RunningControlPlane(workDir);
    controlPlane.apply("{type: Mesh, name: m}");
    controlPlane.apply(dataplane("web-1", "192.0.2.1"));
    Wait.until("the control plane is ready", controlPlane::isReady);
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private static String dataplane(String name, String address) {
    return "{type: Dataplane, mesh: m, name: "
        + name
        + ", networking: {address: "
        + address
        + ", inbound: [{port: 80, tags: {kuma.io/service: web}}]}}";
  }

  private static String metrics(String backends) {
    return "{type: MeshMetric, mesh: m, name: metrics, spec: {targetRef: {kind: Mesh}, default:"
        + " {backends: ["
        + backends
        + "]}}}";
  }

  private HttpRequest request(String timeout, String body) {
    return HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:"
                    + controlPlane.monitoringPort()
                    + "/v3/discovery:monitoringassignments?fetch-timeout="
                    + URLEncoder.encode(timeout, StandardCharsets.UTF_8)))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static String body(String client, String version) {
    return "{\"version_info\":\""
        + version
        + "\",\"node\":{\"id\":\""
        + client
        + "\"},\"resource_names\":[],\"type_url\":"
        + "\"type.googleapis.com/kuma.observability.v1.MonitoringAssignment\"}";
  }

  private HttpResponse<String> ask(String timeout, String body)
      throws IOException, InterruptedException {
    return HTTP.send(request(timeout, body), BodyHandlers.ofString());
  }

  private JsonNode now(String client) {
    try {
      HttpResponse<String> response = ask("0s", body(client, ""));
      assertThat(response.statusCode()).isEqualTo(200);
      return JSON.readTree(response.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> addresses(String client) {
    return now(client).at("/resources").findValuesAsText("address");
  }

  @Test
  void answersAsPrometheusReadsIt() throws IOException {
    controlPlane.apply(metrics("{type: Prometheus, prometheus: {port: 5671, path: /m}}"));
    Wait.until("there is a target", () -> !addresses("prom").isEmpty());
    JsonNode answer = now("prom");
    assertThat(answer.get("type_url").asText())
        .isEqualTo("type.googleapis.com/kuma.observability.v1.MonitoringAssignment");
    assertThat(answer.get("resources"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"@type":"type.googleapis.com/kuma.observability.v1.MonitoringAssignment",
                  "mesh":"m","service":"web","targets":[{"name":"web-1","scheme":"http",
                  "address":"192.0.2.1:5671","metrics_path":"/m"}]}]"""));
    String version = answer.get("version_info").asText();
    controlPlane.restart();
    Wait.until("the control plane is ready", controlPlane::isReady);
    assertThat(now("prom").get("version_info").asText()).isEqualTo(version);
  }

  @Test
  void aClientThatIsNamedGetsItsOwnAndEveryOtherWhatIsForAnybody() {
    controlPlane.apply(
        metrics(
            "{type: Prometheus, prometheus: {clientId: main, port: 1000}},"
                + " {type: Prometheus, prometheus: {port: 1001}}"));
    Wait.until("there is a target", () -> !addresses("main").isEmpty());
    assertThat(addresses("main")).containsExactly("192.0.2.1:1000");
    assertThat(addresses("other")).containsExactly("192.0.2.1:1001");
  }

  @Test
  void metricsOfAMeshAreForEverybodyWhereNoMeshMetricSaysOtherwise() throws IOException {
    controlPlane.apply(
        "{type: Mesh, name: m, metrics: {enabledBackend: p, backends: [{name: p, type: prometheus,"
            + " conf: {port: 1234}}]}}");
    Wait.until("there is a target", () -> !addresses("prom").isEmpty());
    assertThat(now("prom").get("resources"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"@type":"type.googleapis.com/kuma.observability.v1.MonitoringAssignment",
                  "mesh":"m","service":"web","targets":[{"name":"web-1","scheme":"http",
                  "address":"192.0.2.1:1234","metrics_path":"/metrics",
                  "labels":{"kuma_io_service":"web","kuma_io_services":",web,",
                            "kuma_io_zone":"default","kuma_io_zones":",default,"}}]}]"""));
    controlPlane.apply(metrics("{type: Prometheus, prometheus: {clientId: main, port: 1000}}"));
    Wait.until("it is another", () -> addresses("main").equals(List.of("192.0.2.1:1000")));
    assertThat(addresses("prom")).isEmpty();
  }

  @Test
  void waitsUntilThereIsSomethingNew() throws Exception {
    controlPlane.apply(metrics("{type: Prometheus, prometheus: {port: 5671}}"));
    Wait.until("there is a target", () -> !addresses("prom").isEmpty());
    String version = now("prom").get("version_info").asText();
    HttpResponse<String> current = ask("0s", body("prom", version));
    assertThat(current.statusCode()).isEqualTo(304);
    assertThat(current.body()).isEmpty();
    assertThat(ask("50ms", body("prom", version)).statusCode()).isEqualTo(304);

    CompletableFuture<HttpResponse<String>> later =
        HTTP.sendAsync(request("10m", body("prom", version)), BodyHandlers.ofString());
    // What is the same for Prometheus does not end the fetch.
    controlPlane.apply(
        "{type: MeshTimeout, mesh: m, name: t, spec: {to: [{targetRef: {kind: Mesh}, default: {connectionTimeout: 1s}}]}}");
    controlPlane.apply(dataplane("web-2", "192.0.2.2"));
    HttpResponse<String> changed = later.get(20, TimeUnit.SECONDS);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(changed.body()).at("/resources").findValuesAsText("address"))
        .containsExactly("192.0.2.1:5671", "192.0.2.2:5671");
  }

  @Test
  void manyClientsMayWait() throws Exception {
    String version = now("prom").get("version_info").asText();
    List<CompletableFuture<HttpResponse<String>>> all =
        Stream.generate(
                () ->
                    HTTP.sendAsync(request("10m", body("prom", version)), BodyHandlers.ofString()))
            .limit(100)
            .toList();
    controlPlane.apply(metrics("{type: Prometheus, prometheus: {port: 5671}}"));
    for (CompletableFuture<HttpResponse<String>> one : all) {
      assertThat(one.get(20, TimeUnit.SECONDS).body()).contains("192.0.2.1:5671");
    }
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    HttpResponse<String> duration = ask("1d", body("prom", ""));
    assertThat(duration.statusCode()).isEqualTo(400);
    assertThat(duration.body()).startsWith("fetch-timeout: ");
    HttpResponse<String> broken = ask("1s", "{");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body()).startsWith("body: ");
    assertThat(ask("1s", "{\"node\":{\"idd\":1}}").statusCode()).isEqualTo(400);
  }
}
