package io.kuma.dp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

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

  private static final String LOGGING =
      """
      static_resources:
        listeners:
        - name: logged
          address: {socket_address: {address: 127.0.0.1, port_value: %d}}
          filter_chains:
          - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                '@type': type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: logged
                http_filters:
                - name: envoy.filters.http.router
                  typed_config: {'@type': type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                route_config:
                  virtual_hosts:
                  - {name: all, domains: ['*'], routes: [{match: {prefix: /}, direct_response: {status: 418}}]}
                access_log:
                - name: envoy.access_loggers.file
                  typed_config:
                    '@type': type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog
                    path: %s/kuma-al-web-1-default.sock
                    log_format:
                      json_format:
                        address: '127.0.0.1:%d'
                        message: "%%REQ(:METHOD)%% %%REQ(:PATH)%% %%RESPONSE_CODE%%\\n"
      """;

  private static final String COLLECTOR =
      """
      static_resources:
        clusters:
        - name: collector
          type: STATIC
          typed_extension_protocol_options:
            envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
              '@type': type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
              explicit_http_config: {http2_protocol_options: {}}
          load_assignment:
            cluster_name: collector
            endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %3$d}}}}]}]
        listeners:
        - name: collector
          address: {pipe: {path: %1$s/kuma-otel.sock}}
          filter_chains:
          - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                '@type': type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: collector
                http_filters:
                - name: envoy.filters.http.router
                  typed_config: {'@type': type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                route_config:
                  virtual_hosts: [{name: all, domains: ['*'], routes: [{match: {prefix: /}, route: {cluster: collector}}]}]
        - name: dynamic
          address: {pipe: {path: %1$s/kuma-mesh-metric-config.sock}}
          filter_chains:
          - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                '@type': type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: dynamic
                http_filters:
                - name: envoy.filters.http.router
                  typed_config: {'@type': type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                route_config:
                  virtual_hosts:
                  - name: all
                    domains: ['*']
                    routes:
                    - match: {path: /meshmetric}
                      direct_response:
                        status: 200
                        body: {inline_string: '{"observability":{"metrics":{"applications":null,"backends":[{"type":"OpenTelemetry","name":"main","openTelemetry":{"endpoint":"%1$s/kuma-otel.sock","refreshInterval":"500ms"}}],"sidecar":{"profiles":{"appendProfiles":[{"name":"None"}],"include":[{"type":"Regex","match":"server_live$"}]}},"extraLabels":{"mesh":"default"}}}}'}
      """;

  private static final String NAMES =
      """
      static_resources:
        listeners:
        - name: dynamic
          address: {pipe: {path: %s/kuma-mesh-metric-config.sock}}
          filter_chains:
          - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                '@type': type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: dynamic
                http_filters:
                - name: envoy.filters.http.router
                  typed_config: {'@type': type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                route_config:
                  virtual_hosts:
                  - name: all
                    domains: ['*']
                    routes:
                    - match: {path: /meshmetric}
                      direct_response:
                        status: 200
                        body: {inline_string: '{"observability":{"metrics":{"applications":[{"name":"shop","path":"/own","port":%d,"address":""},{"path":"/away","port":1,"address":""}],"sidecar":{"profiles":{"appendProfiles":[{"name":"None"}],"include":[{"type":"Regex","match":"server_live$"}]}},"extraLabels":{"mesh":"default","kuma.proxy_role":"sidecar"}}}}'}
                    - match: {path: /dns, headers: [{name: if-none-match, string_match: {exact: abc}}]}
                      direct_response: {status: 304}
                    - match: {path: /dns}
                      response_headers_to_add: [{header: {key: etag, value: abc}}]
                      direct_response:
                        status: 200
                        body: {inline_string: '{"records":[{"name":"backend.mesh","ips":["240.0.0.1"]}],"ttl":30}'}
      """;

  @TempDir Path directory;

  @Test
  void givesMetricsOfEnvoyAndOfApplications() throws Exception {
    HttpServer application =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.createContext(
        "/own",
        exchange -> {
          byte[] body =
              "# TYPE sold counter\nsold{what=\"a \\\"b\\\"\"} 3\n# EOF\n"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    application.start();
    try (SocketDir sockets = new SocketDir();
        FakeControlPlane controlPlane = new FakeControlPlane("localhost")) {
      controlPlane.answerBootstrap(
          (BOOTSTRAP + NAMES).formatted(sockets, sockets, application.getAddress().getPort()));
      Path socket = sockets.path().resolve("kuma-mh-web-1-default.sock");
      try (KumaDpRun run = start(controlPlane, sockets)) {
        run.awaitReady("200 READY");
        EnvoyHttp prometheus = new EnvoyHttp(UnixDomainSocketAddress.of(socket));
        Await.until(
            "metrics of the application",
            () ->
                prometheus
                    .ask("GET", "/meshmetric", Map.of(), Duration.ofSeconds(5))
                    .body()
                    .contains("sold"));
        assertThat(
                prometheus
                    .ask("GET", "/meshmetric", Map.of(), Duration.ofSeconds(5))
                    .body()
                    .lines()
                    .filter(line -> !line.isBlank()))
            .containsExactly(
                "# TYPE envoy_server_live gauge",
                "envoy_server_live{kuma_proxy_role=\"sidecar\",mesh=\"default\"} 1",
                "# TYPE sold counter",
                "sold{what=\"a \\\"b\\\"\",kuma_proxy_role=\"sidecar\",mesh=\"default\"} 3");
        assertThat(run.output()).contains("there are no metrics of the application at 1/away");
        run.terminate();
        assertThat(run.awaitExit()).isZero();
        assertThat(socket).doesNotExist();
      }
    } finally {
      application.stop(0);
    }
  }

  @Test
  void tellsACollectorAgainAndAgain() throws Exception {
    try (SocketDir sockets = new SocketDir();
        MetricsCollector collector = new MetricsCollector();
        FakeControlPlane controlPlane = new FakeControlPlane("localhost")) {
      controlPlane.answerBootstrap(
          (BOOTSTRAP + COLLECTOR).replace("%s/", "%1$s/").formatted(sockets, "", collector.port()));
      try (KumaDpRun run = start(controlPlane, sockets)) {
        Await.until("two messages", () -> collector.messages().size() >= 2);
        ScopeMetrics scope = collector.messages().get(1).getResourceMetrics(0).getScopeMetrics(0);
        assertThat(scope.getScope().getName()).isEqualTo("kuma");
        assertThat(scope.getMetricsList())
            .extracting(Metric::getName)
            .containsExactly("envoy_server_live");
        NumberDataPoint point = scope.getMetrics(0).getGauge().getDataPoints(0);
        assertThat(point.getAsDouble()).isEqualTo(1);
        assertThat(point.getAttributes(0).getKey()).isEqualTo("mesh");
        collector.refuse();
        run.awaitOutput("the collector main does not take metrics: gRPC status 14");
        run.terminate();
        assertThat(run.awaitExit()).isZero();
      }
    }
  }

  @Test
  void answersForTheNamesThatTheControlPlaneTells() throws Exception {
    int port = KumaDpRun.freePort();
    try (SocketDir sockets = new SocketDir();
        FakeControlPlane controlPlane = new FakeControlPlane("localhost")) {
      controlPlane.answerBootstrap((BOOTSTRAP + NAMES).formatted(sockets, sockets, 1));
      try (KumaDpRun run =
          start(
              controlPlane,
              sockets,
              "--dns-enabled",
              "--dns-proxy-port",
              Integer.toString(port),
              "--log-level",
              "debug")) {
        run.awaitReady("200 READY");
        assertThat(controlPlane.requests().get(0))
            .contains("\"dnsPort\":" + port)
            .contains("feature-embedded-dns");
        SimpleResolver resolver =
            new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Message answer =
            resolver.send(
                Message.newQuery(
                    Record.newRecord(Name.fromString("backend.mesh."), Type.A, DClass.IN)));
        assertThat(answer.getSection(Section.ANSWER).get(0).rdataToString()).isEqualTo("240.0.0.1");
        // It is told of the document once, however often it asks.
        Thread.sleep(2_500);
        assertThat(run.output().split("there is a new configuration of /dns", -1)).hasSize(2);
        run.terminate();
        assertThat(run.awaitExit()).isZero();
      }
    }
  }

  @Test
  void becomesReadyAndDrains() throws Exception {
    try (SocketDir sockets = new SocketDir();
        FakeControlPlane controlPlane = new FakeControlPlane("localhost")) {
      controlPlane.answerBootstrap(BOOTSTRAP.formatted(sockets));
      try (KumaDpRun run = start(controlPlane, sockets)) {
        run.awaitReady("200 READY");
        run.terminate();
        assertThat(run.awaitExit()).isZero();
        assertThat(run.output())
            .contains("starting main dispatch loop")
            .doesNotContain("cannot be told to drain");
      }
    }
  }

  @Test
  void isNotLeftBehind() throws Exception {
    try (SocketDir sockets = new SocketDir();
        FakeControlPlane controlPlane = new FakeControlPlane("localhost")) {
      controlPlane.answerBootstrap(BOOTSTRAP.formatted(sockets));
      try (KumaDpRun run = start(controlPlane, sockets)) {
        run.awaitReady("200 READY");
        run.awaitOutput("Envoy runs as process ");
        String said = run.output().split("Envoy runs as process ")[1];
        ProcessHandle envoy = ProcessHandle.of(Long.parseLong(said.split("\\s")[0])).orElseThrow();
        run.kill();
        Await.until("Envoy's end", () -> !envoy.isAlive());
      }
    }
  }

  @Test
  void forwardsAccessLogsToTheirAddress() throws Exception {
    int port = KumaDpRun.freePort();
    try (SocketDir sockets = new SocketDir();
        FakeControlPlane controlPlane = new FakeControlPlane("localhost");
        ServerSocket sink = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      controlPlane.answerBootstrap(
          (BOOTSTRAP + LOGGING).formatted(sockets, port, sockets, sink.getLocalPort()));
      try (KumaDpRun run = start(controlPlane, sockets)) {
        run.awaitReady("200 READY");
        assertThat(get("http://127.0.0.1:" + port + "/logged")).isEqualTo(418);
        try (Socket envoy = sink.accept();
            BufferedReader lines =
                new BufferedReader(
                    new InputStreamReader(envoy.getInputStream(), StandardCharsets.UTF_8))) {
          assertThat(lines.readLine()).isEqualTo("GET /logged 418");
        }
        run.terminate();
        assertThat(run.awaitExit()).isZero();
      }
    }
  }

  private static int get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private KumaDpRun start(FakeControlPlane controlPlane, SocketDir sockets, String... more)
      throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("--socket-dir", sockets.toString(), "--drain-time", "1s"));
    arguments.addAll(List.of(more));
    return new KumaDpRun(
        directory,
        controlPlane,
        System.getProperty("kuma.envoy"),
        arguments.toArray(String[]::new));
  }
}
