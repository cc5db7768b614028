package io.kuma.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * What takes a control plane, a kuma-dp and an Envoy together; and the control plane goes away
 * while requests run, in each of the ways in which that happens to an operator.
 */
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "kuma.envoy", matches = ".+", disabledReason = "no Envoy is given")
class InstalledMeshTest {
  /** What a control plane tells an Envoy; every response that is taken is counted. */
  private static final String TAKEN =
      "(cluster_manager.cds|listener_manager.lds|sds\\..*|cluster\\.(backend|localhost.*)|rds\\..*)\\.update_success$";

  private static final String ASKED = "listener_manager.lds.update_attempt$";
  private static final String RECEIVED = "cluster.ads_cluster.upstream_cx_rx_bytes_total$";
  private static final String TIMEOUT =
      """
      {"type": "MeshTimeout", "mesh": "default", "name": "fast",
       "spec": {"to": [{"targetRef": {"kind": "Mesh"}, "default": {"http": {"requestTimeout": "100ms"}}}]}}""";
  private static final String METRICS =
      """
      {"type": "MeshMetric", "mesh": "default", "name": "metrics", "spec": {"targetRef": {"kind": "Dataplane"}, "default": {
       "applications": [{"name": "shop", "path": "/metrics", "port": %d, "address": "127.0.0.1"}],
       "backends": [%s]}}}""";

  private final InstalledMesh mesh;

  InstalledMeshTest() throws IOException, InterruptedException {
    mesh = new InstalledMesh();
  }

  @AfterAll
  void close() throws IOException {
    mesh.close();
  }

  /** A NACK fails the test that caused it; the next one begins when all of this one has arrived. */
  @AfterEach
  void noEnvoyRefusedAnything() throws InterruptedException {
    List<Long> last = List.of();
    while (!last.equals(counts(TAKEN))) {
      last = counts(TAKEN);
      TimeUnit.SECONDS.sleep(1);
    }
    for (Sidecar sidecar : mesh.sidecars()) {
      assertThat(sidecar.stat("update_rejected$")).isZero();
    }
  }

  @Test
  void anAccessLogHasALineAtATcpSink() throws Exception {
    try (ServerSocket sink = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      mesh.put(
          "meshaccesslogs/tcp",
          """
          {"type": "MeshAccessLog", "mesh": "default", "name": "tcp", "spec": {
           "from": [{"targetRef": {"kind": "Mesh"}, "default": {"backends": [{"type": "Tcp", "tcp": {
             "address": "127.0.0.1:%d",
             "format": {"type": "Plain", "plain": "%%KUMA_DESTINATION_SERVICE%% %%REQ(:PATH)%% %%RESPONSE_CODE%%"}}}]}}]}}"""
              .formatted(sink.getLocalPort()));
      sink.setSoTimeout(60_000);
      // The sidecar calls when it has something to tell.
      try (Load load = new Load(mesh.url("/logged"));
          Socket sidecar = sink.accept();
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(sidecar.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("backend /logged 200");
        assertThat(load.answers()).containsOnlyKeys("200 here");
      } finally {
        mesh.delete("meshaccesslogs/tcp");
      }
    }
  }

  @Test
  void prometheusIsToldOfEnvoyAndOfTheApplication() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String backend =
        "{\"type\": \"Prometheus\", \"prometheus\": {\"port\": %d, \"path\": \"/metrics\"}}";
    mesh.put(
        "meshmetrics/metrics", METRICS.formatted(mesh.applicationPort(), backend.formatted(port)));
    try {
      String url = "http://127.0.0.33:" + port + "/metrics";
      mesh.until("the application's are there", () -> Load.request(url).contains("sold"));
      mesh.call("/");
      assertThat(Load.request(url))
          .containsPattern(
              "\nenvoy_cluster_upstream_rq_total\\{envoy_cluster_name=\"backend\".*mesh=\"default\"")
          .containsPattern("\nsold\\{.*dataplane=\"web-1\".*} 3");
    } finally {
      mesh.delete("meshmetrics/metrics");
    }
  }

  /** The older way; plain is answered to the proxy's own address alone. */
  @Test
  void prometheusIsToldWhatTheMeshSaysWithoutAnyPolicy() throws Exception {
    List<Integer> ports = InstalledMesh.freePorts(2);
    String address = "127.0.0.35";
    mesh.extend(
        """
        "metrics": {"enabledBackend": "p", "backends": [{"name": "p", "type": "prometheus", "conf": {
          "port": %d, "aggregate": [{"name": "shop", "path": "/metrics", "port": %d, "address": "127.0.0.1"}]}}]}"""
            .formatted(ports.get(0), mesh.applicationPort()));
    String dataplane =
        """
        type: Dataplane
        mesh: default
        name: shop-2
        networking:
          address: %s
          inbound: [{port: %d, tags: {kuma.io/service: shop, kuma.io/protocol: http}}]
        """
            .formatted(address, ports.get(1));
    try (Sidecar shop = new Sidecar(mesh.controlPlane(), "shop-2", dataplane)) {
      InetSocketAddress metrics = new InetSocketAddress(address, ports.get(0));
      mesh.until("the application's are there", () -> get(address, metrics).contains("\nsold 3"));
      assertThat(get(address, metrics)).contains("\nenvoy_");
      assertThat(get("127.0.0.1", metrics)).doesNotContain("sold");
      assertThat(shop.stat("update_rejected$")).isZero();
    } finally {
      mesh.extend("");
    }
  }

  /** What is answered to somebody at an address of this machine; empty if nothing is. */
  private static String get(String from, InetSocketAddress to) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(to, 5_000);
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "GET /metrics HTTP/1.1\r\nhost: proxy\r\nconnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void aCollectorIsToldOfEnvoyAndOfTheApplication() throws Exception {
    try (MetricsCollector collector = new MetricsCollector()) {
      String backend =
          "{\"type\": \"OpenTelemetry\", \"openTelemetry\": {\"endpoint\": \"127.0.0.1:%d\","
              + " \"refreshInterval\": \"1s\"}}";
      mesh.put(
          "meshmetrics/metrics",
          METRICS.formatted(mesh.applicationPort(), backend.formatted(collector.port())));
      try {
        mesh.until(
            "it is told",
            () ->
                collector.received().contains("envoy_cluster_upstream_rq_total")
                    && collector.received().contains("sold"));
      } finally {
        mesh.delete("meshmetrics/metrics");
      }
    }
  }

  @Test
  void namesOfTheMeshAreResolved() throws Exception {
    List<Integer> ports = InstalledMesh.freePorts(4);
    String dataplane =
        """
        type: Dataplane
        mesh: default
        name: shop-1
        networking:
          address: 127.0.0.34
          inbound: [{port: %d, tags: {kuma.io/service: shop, kuma.io/protocol: http}}]
          transparentProxying: {redirectPortInbound: %d, redirectPortOutbound: %d}
        """
            .formatted(ports.get(0), ports.get(1), ports.get(2));
    SimpleResolver resolver =
        new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(3)));
    Record question =
        Record.newRecord(Name.fromString("backend.svc.mesh.local."), Type.A, DClass.IN);
    List<String> answers = new ArrayList<>();
    try (Sidecar shop =
        new Sidecar(
            mesh.controlPlane(),
            "shop-1",
            dataplane,
            "--dns-proxy-port",
            Integer.toString(ports.get(3)))) {
      mesh.until(
          "the name is known",
          () -> {
            try {
              Message answer = resolver.send(Message.newQuery(question));
              answer.getSection(Section.ANSWER).forEach(one -> answers.add(one.rdataToString()));
            } catch (IOException e) {
              // Not yet.
            }
            return !answers.isEmpty();
          });
      assertThat(shop.stat("update_rejected$")).isZero();
    }
    assertThat(answers).hasSize(1);
    assertThat(answers.get(0)).startsWith("241.");
  }

  @Test
  void kumactlShowsWhatThereIs() throws Exception {
    assertThat(kumactl("get", "dataplanes"))
        .containsPattern("default +backend-1 +kuma.io/protocol=http kuma.io/service=backend ")
        .containsPattern("default +web-1 ");
    assertThat(kumactl("inspect", "dataplanes")).containsPattern("web-1 .* Online ");
    assertThat(kumactl("inspect", "meshtrafficpermission", "web"))
        .startsWith("Affected data plane proxies:\n\n")
        .contains("  backend-1\n", "  web-1\n");
  }

  private String kumactl(String... words) throws IOException, InterruptedException {
    Path config = mesh.path("kumactl.yaml");
    Files.writeString(
        config,
        """
        contexts: [{controlPlane: cp, name: cp}]
        currentContext: cp
        controlPlanes: [{name: cp, coordinates: {apiServer: {url: 'http://localhost:%d'}}}]
        """
            .formatted(mesh.controlPlane().port("KUMA_API_SERVER_HTTP_PORT")));
    List<String> command =
        new ArrayList<>(List.of(Distribution.home().resolve("bin/kumactl").toString()));
    command.addAll(List.of("--config-file", config.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_CACHE_HOME", mesh.path("cache").toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isZero();
    assertThat(err).isEmpty();
    return out;
  }

  @Test
  void theControlPlaneIsStoppedAndStarted() throws Exception {
    pass("stopped and started", mesh::stop);
  }

  @Test
  void theControlPlaneIsKilledAndStarted() throws Exception {
    pass("killed and started", mesh::kill);
  }

  @Test
  void theControlPlaneIsReplacedByAnotherInstallation() throws Exception {
    pass(
        "replaced by another installation",
        () -> {
          mesh.stop();
          Directories.copy(Distribution.home(), mesh.path("next"));
          mesh.controlPlane().moveTo(mesh.path("next"));
        });
  }

  private interface Step {
    void run() throws Exception;
  }

  /** The control plane goes by {@code end}, and one comes back. */
  private void pass(String how, Step end) throws Exception {
    List<Long> taken = counts(TAKEN);
    List<Long> bytes = counts(RECEIVED);
    List<Long> asked = counts(ASKED);
    try (Load load = new Load(mesh.url("/"))) {
      end.run();
      mesh.until("requests go on without it", () -> load.total() > 200);
      mesh.start();
      mesh.until("all ask the new one", () -> isMore(counts(ASKED), asked));
      long before = System.nanoTime();
      mesh.put("meshtimeouts/fast", TIMEOUT);
      mesh.until("a change arrives", () -> mesh.call("/slow").startsWith("504"));
      long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
      assertThat(load.answers()).as(how).containsOnlyKeys("200 here");
      System.out.printf(
          "%s: %d requests, none failed; bytes to web, change included, and to backend %s; the change took %d ms%n",
          how, load.total(), difference(counts(RECEIVED), bytes), millis);
    }
    // Of web the change was its listeners; all else stood.
    assertThat(difference(counts(TAKEN), taken)).as(how).containsExactly(1L, 0L);
    mesh.delete("meshtimeouts/fast");
    mesh.until("it is as it was", () -> mesh.call("/slow").equals("200 here"));
  }

  private List<Long> counts(String regex) {
    return mesh.sidecars().stream().map(sidecar -> sidecar.stat(regex)).toList();
  }

  private static boolean isMore(List<Long> now, List<Long> before) {
    return difference(now, before).stream().allMatch(more -> more > 0);
  }

  private static List<Long> difference(List<Long> now, List<Long> before) {
    List<Long> more = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      more.add(now.get(i) - before.get(i));
    }
    return more;
  }
}
