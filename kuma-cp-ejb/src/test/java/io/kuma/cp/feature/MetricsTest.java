package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.kuma.xds.cache.XdsType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured moves when what it counts happens. */
class MetricsTest {
  /**
   * As Prometheus does. The JDK's change to HTTP/2 in the middle of a connection goes wrong now and
   * then if a long answer comes at once.
   */
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final String WEB =
      """
      {"type":"Dataplane","mesh":"m","name":"web-1","networking":{"address":"192.0.2.1",
       "inbound":[{"port":80,"servicePort":8080,"tags":{"kuma.io/service":"web","kuma.io/protocol":"http"}}],
       "outbound":[{"port":10001,"tags":{"kuma.io/service":"backend"}}]}}""";
  private static final String[] SECRETS = {"identity_cert:secret:m", "mesh_ca:secret:m"};
  private static final String CLUSTERS = "type_url=\"" + XdsType.CLUSTER.url() + "\"";

  private RunningControlPlane controlPlane;

  @BeforeEach
  void start(@TempDir Path workDir) {
    controlPlane = new RunningControlPlane(workDir);
    controlPlane.apply(
        """
        type: Mesh
        name: m
        mtls:
          enabledBackend: ca
          backends: [{name: ca, type: builtin}]
        """);
    Wait.until("it is ready", controlPlane::isReady);
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  @Test
  void pushesAndAnswersAreCounted() {
    assertThat(value("xds_streams_active")).isZero();
    assertThat(value("leader")).isEqualTo(1);
    try (AdsClient web =
        new AdsClient(controlPlane.port(), "m", "web-1", WEB, controlPlane.token("m"))) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      assertThat(value("xds_streams_active")).isEqualTo(1);
      assertThat(value("xds_responses_sent{" + CLUSTERS + "}")).isEqualTo(1);
      Wait.until("the answer is counted", () -> confirmed("ACK") == 1);
      assertThat(confirmed("NACK")).isZero();
      assertThat(value("xds_delivery_count")).isEqualTo(1);
      assertThat(generations("changed")).isEqualTo(1);

      web.subscribe(XdsType.SECRET, SECRETS).next(XdsType.SECRET, SECRETS);
      assertThat(value("cert_generation")).isEqualTo(1);
      assertThat(value("ca_manager_get_cert_count")).isEqualTo(1);

      controlPlane.apply(timeout("7s"));
      DiscoveryResponse refused = web.take();
      assertThat(refused.getTypeUrl()).isEqualTo(XdsType.CLUSTER.url());
      web.nack(XdsType.CLUSTER, refused, "no such thing");
      Wait.until("the refusal is counted", () -> confirmed("NACK") == 1);
      assertThat(value("xds_responses_sent{" + CLUSTERS + "}")).isEqualTo(2);
      assertThat(generations("changed")).isEqualTo(2);
      assertThat(value("xds_generation_errors")).isZero();
      Wait.until("nothing waits", () -> value("xds_pushes_pending") == 0);
    }
    Wait.until("the stream is gone", () -> value("xds_streams_active") == 0);
  }

  @Test
  void noSeriesIsOfOneProxy() {
    try (AdsClient web =
        new AdsClient(controlPlane.port(), "m", "web-1", WEB, controlPlane.token("m"))) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      assertThat(scrape()).doesNotContain("web-1");
    }
  }

  private double confirmed(String confirmation) {
    return value("xds_requests_received{confirmation=\"" + confirmation + "\"," + CLUSTERS + "}");
  }

  private double generations(String result) {
    return value("xds_generation_count{proxy_type=\"dataplane\",result=\"" + result + "\"}");
  }

  private double value(String series) {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(series + " is not in\n" + scrape()));
  }

  private String scrape() {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(
                      URI.create("http://localhost:" + controlPlane.diagnosticsPort() + "/metrics"))
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String timeout(String connect) {
    return """
        type: MeshTimeout
        mesh: m
        name: all
        spec:
          to: [{targetRef: {kind: Mesh}, default: {connectionTimeout: %s}}]
        """
        .formatted(connect);
  }
}
