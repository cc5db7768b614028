package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kuma.core.admin.EnvoyAdmin;
import io.kuma.core.admin.EnvoyAdminFailure;
import io.kuma.core.ca.AdminAuthority;
import io.kuma.core.ca.CertificateAuthority;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests from web to backend through two real Envoys, counted by what comes back. The path of
 * Envoy is the system property {@code kuma.envoy}; {@code make test} always gives it.
 */
@EnabledIfSystemProperty(named = "kuma.envoy", matches = ".+", disabledReason = "no Envoy is given")
class EnvoyTrafficTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String MESH =
      """
      type: Mesh
      name: m
      skipCreatingInitialPolicies: ['*']
      mtls:
        enabledBackend: ca
        backends: [{name: ca, type: builtin, dpCert: {rotation: {expiration: %s}}}]
      """;
  private static final String ALLOW =
      """
      type: MeshTrafficPermission
      mesh: m
      name: web-to-backend
      spec:
        rules: [{default: {allow: [{spiffeID: {type: Prefix, value: 'spiffe://m/web'}}]}}]
      """;
  private static final String TIMEOUT =
      """
      type: MeshTimeout
      mesh: m
      name: fast
      spec:
        to:
        - targetRef: {kind: MeshService, name: backend}
          default: {http: {requestTimeout: 200ms}}
      """;
  private static final String DENY = ALLOW.replace("allow:", "deny:");

  private static RunningControlPlane controlPlane;
  private static final List<AutoCloseable> STARTED = new ArrayList<>();
  private static final List<EnvoySidecar> BACKENDS = new ArrayList<>();
  private static EnvoySidecar web;
  private static int outbound;
  private static int inbound;

  @BeforeAll
  static void start(@TempDir Path dir) throws IOException {
    controlPlane = new RunningControlPlane(dir);
    controlPlane.apply(MESH.formatted("24h"));
    controlPlane.apply(ALLOW);
    outbound = freePort();
    inbound = freePort();
    for (String version : List.of("v1", "v2")) {
      String address = version.equals("v1") ? "127.0.0.2" : "127.0.0.3";
      HttpServer service = service(version, address);
      EnvoySidecar backend =
          sidecar(
              "backend-" + version,
              """
          {"type":"Dataplane","mesh":"m","name":"backend-%s","networking":{"address":"%s","admin":{"port":%d},
           "inbound":[{"port":%d,"servicePort":%d,"serviceAddress":"%s",
            "tags":{"kuma.io/service":"backend","kuma.io/protocol":"http","version":"%s"}}]}}"""
                  .formatted(
                      version,
                      address,
                      freePort(),
                      inbound,
                      service.getAddress().getPort(),
                      address,
                      version));
      BACKENDS.add(backend);
    }
    web = web("web-1", "127.0.0.4", outbound);
    until(EnvoyTrafficTest::bothVersionsAnswer);
  }

  private static EnvoySidecar web(String name, String address, int port, String... features)
      throws IOException {
    return sidecar(
        name,
        """
        {"type":"Dataplane","mesh":"m","name":"%s","networking":{"address":"%s","admin":{"port":%d},
         "inbound":[{"port":%d,"tags":{"kuma.io/service":"web","kuma.io/protocol":"http"}}],
         "outbound":[{"port":%d,"tags":{"kuma.io/service":"backend"}}]}}"""
            .formatted(name, address, freePort(), freePort(), port),
        features);
  }

  private static boolean bothVersionsAnswer() {
    return count(8).keySet().equals(Set.of("200 v1", "200 v2"));
  }

  @AfterAll
  static void stop() throws Exception {
    for (int i = STARTED.size() - 1; i >= 0; i--) {
      STARTED.get(i).close();
    }
    controlPlane.close();
  }

  @AfterEach
  void everyEnvoyStillRuns() {
    assertThat(
            STARTED.stream().filter(EnvoySidecar.class::isInstance).map(EnvoySidecar.class::cast))
        .allMatch(EnvoySidecar::isAlive);
  }

  @Test
  void bothVersionsAnswerThroughBothSidecars() {
    assertThat(count(40)).containsOnlyKeys("200 v1", "200 v2");
  }

  @Test
  void aCallerOutsideTheMeshIsRefused() {
    assertThat(request("http://127.0.0.2:" + inbound + "/")).startsWith("failed");
  }

  @Test
  void theControlPlaneAsksAnEnvoyAndTellsNoSecrets() {
    Dataplane backend = dataplane("backend-v1");
    EnvoyAdmin admin = controlPlane.envoyAdmin();
    assertThat(admin.configuration(backend, true).toString())
        .contains("envoy.admin.v3.ClustersConfigDump", "EndpointsConfigDump", "[redacted]")
        // Tokens, and keys as they are and in Base64.
        .doesNotContain("eyJ", "PRIVATE KEY", "UFJJVkFURSBLRVk");
    assertThat(admin.statistics(backend, true, false)).contains("cluster_manager.active_clusters");
    assertThat(admin.statistics(backend, false, true)).startsWith("{\"stats\":");
    assertThat(admin.clusters(backend, false)).contains("kuma:envoy:admin::");
  }

  @Test
  void anEnvoyAnswersNobodyElse() {
    CertificateAuthority other =
        CertificateAuthority.forEnvoyAdmin(Instant.now(), new SecureRandom());
    EnvoyAdmin admin =
        new EnvoyAdmin(new AdminAuthority(other).forControlPlane(), 9901, Runnable::run);
    assertThatThrownBy(() -> admin.clusters(dataplane("backend-v1"), false))
        .isInstanceOf(EnvoyAdminFailure.class);
  }

  private static Dataplane dataplane(String name) {
    return controlPlane
        .manager
        .find(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", name))
        .orElseThrow()
        .spec();
  }

  @Test
  void aPermissionDeniesAndAllowsAgain() {
    try {
      controlPlane.apply(DENY);
      // Two instances, and each hears of it for itself.
      until(() -> count(8).equals(Map.of("403 RBAC: access denied", 8)));
      assertThat(count(20)).containsOnlyKeys("403 RBAC: access denied");
    } finally {
      controlPlane.apply(ALLOW);
    }
    until(() -> count(8).keySet().stream().allMatch(answer -> answer.startsWith("200")));
    assertThat(count(20).keySet()).allMatch(answer -> answer.startsWith("200"));
  }

  @Test
  void aRouteSendsAPathToOneVersion() {
    controlPlane.apply(
        """
        type: MeshHTTPRoute
        mesh: m
        name: only-v2
        spec:
          targetRef: {kind: MeshSubset, tags: {kuma.io/service: web}}
          to:
          - targetRef: {kind: MeshService, name: backend}
            rules:
            - matches: [{path: {type: PathPrefix, value: /two}}]
              default:
                backendRefs:
                - {kind: MeshServiceSubset, name: backend, tags: {version: v2}, weight: 100}
        """);
    until(() -> count("/two", 6).equals(Map.of("200 v2", 6)));
    assertThat(count("/two", 30)).containsOnlyKeys("200 v2");
    assertThat(count("/", 30)).containsOnlyKeys("200 v1", "200 v2");
  }

  @Test
  void aTimeoutCutsASlowAnswer() {
    try {
      controlPlane.apply(TIMEOUT);
      until(() -> get("/slow").startsWith("504"));
      assertThat(get("/")).startsWith("200");
    } finally {
      controlPlane.delete(Policies.MESH_TIMEOUT, "m", "fast");
    }
    until(() -> get("/slow").startsWith("200"));
  }

  @Test
  void certificatesAreRenewedWithoutALostRequest() {
    controlPlane.apply(MESH.formatted("5s"));
    Instant end = Instant.now().plus(Duration.ofSeconds(9));
    Map<String, Integer> answers = new TreeMap<>();
    while (Instant.now().isBefore(end)) {
      answers.merge(get("/"), 1, Integer::sum);
    }
    assertThat(answers.keySet()).allMatch(answer -> answer.startsWith("200"));
    controlPlane.apply(MESH.formatted("24h"));
  }

  /** Envoy counts every response that it takes, and every request that it sends. */
  @Test
  void aRestartOfTheControlPlaneIsNotNoticed() {
    String others = "(cluster_manager.cds|sds.*|cluster.backend).update_success$";
    long before = web.stat(others);
    long listeners = web.stat("listener_manager.lds.update_success$");
    long asked = web.stat("listener_manager.lds.update_attempt$");
    assertThat(before).isGreaterThanOrEqualTo(4);
    controlPlane.restart();
    Map<String, Integer> answers = new TreeMap<>();
    until(
        () -> {
          answers.merge(get("/"), 1, Integer::sum);
          return web.stat("listener_manager.lds.update_attempt$") > asked;
        });
    assertThat(answers.keySet()).allMatch(answer -> answer.startsWith("200"));
    // What was sent again would be counted before this, which is a listener's business.
    try {
      controlPlane.apply(TIMEOUT);
      until(() -> get("/slow").startsWith("504"));
      assertThat(web.stat("listener_manager.lds.update_success$")).isEqualTo(listeners + 1);
      assertThat(web.stat(others)).isEqualTo(before);
    } finally {
      controlPlane.delete(Policies.MESH_TIMEOUT, "m", "fast");
    }
    until(() -> get("/slow").startsWith("200"));
  }

  /** The control plane hears that Envoy is not ready any more, and so do those who call it. */
  @Test
  void aBackendThatDrainsIsLeftAlone() {
    EnvoySidecar first = BACKENDS.get(0);
    first.post("/healthcheck/fail");
    try {
      until(() -> count(8).equals(Map.of("200 v2", 8)));
      assertThat(count(20)).containsOnlyKeys("200 v2");
    } finally {
      first.post("/healthcheck/ok");
    }
    until(EnvoyTrafficTest::bothVersionsAnswer);
  }

  @Test
  void aSidecarMaySpeakTheIncrementalProtocol() throws IOException {
    int port = freePort();
    EnvoySidecar delta = web("web-2", "127.0.0.5", port, "feature-delta-grpc");
    String url = "http://127.0.0.1:" + port;
    until(() -> request(url + "/").startsWith("200"));
    assertThat(delta.stat("control_plane.connected_state$")).isEqualTo(1);
    try {
      controlPlane.apply(TIMEOUT);
      until(() -> request(url + "/slow").startsWith("504"));
    } finally {
      controlPlane.delete(Policies.MESH_TIMEOUT, "m", "fast");
    }
    until(() -> request(url + "/slow").startsWith("200"));
    long rejected = delta.stat("update_rejected$");
    assertThat(rejected).isZero();
  }

  private static Map<String, Integer> count(int requests) {
    return count("/", requests);
  }

  private static Map<String, Integer> count(String path, int requests) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      answers.merge(get(path), 1, Integer::sum);
    }
    return answers;
  }

  /** Status and body of a request from web to backend. */
  private static String get(String path) {
    return request("http://127.0.0.1:" + outbound + path);
  }

  private static String request(String url) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build(),
              BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A workload that says its version; {@code /slow} takes a second. */
  private static HttpServer service(String version, String address) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/slow")) {
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
          }
          byte[] body = version.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    STARTED.add(() -> server.stop(0));
    return server;
  }

  private static EnvoySidecar sidecar(String name, String dataplane, String... features)
      throws IOException {
    // Paths of Unix sockets must be short.
    Path work = Files.createTempDirectory("kuma");
    EnvoySidecar started =
        EnvoySidecar.start(
            controlPlane.port(), "m", name, dataplane, controlPlane.token("m"), work, features);
    STARTED.add(started);
    return started;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void until(java.util.function.BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("it did not come about; an answer is: " + get("/"));
      }
    }
  }
}
