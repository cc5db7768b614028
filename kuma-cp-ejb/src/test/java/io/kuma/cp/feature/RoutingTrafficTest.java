package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where requests go, by policies, through real Envoys; counted by who answers. */
class RoutingTrafficTest extends TrafficTest {
  @Test
  void aRouteSplitsRequests() {
    mesh.with(
        """
        type: MeshHTTPRoute
        mesh: m
        name: split
        spec:
          to:
          - targetRef: {kind: MeshService, name: backend}
            rules:
            - matches: [{path: {type: PathPrefix, value: /split}}]
              default:
                backendRefs:
                - {kind: MeshServiceSubset, name: backend, tags: {version: v1}, weight: 90}
                - {kind: MeshServiceSubset, name: backend, tags: {version: v2}, weight: 10}
        """,
        () -> {
          mesh.until("v1 has most", () -> mesh.count("/split", 20).getOrDefault("200 v1", 0) >= 14);
          Map<String, Integer> answers = mesh.count("/split", 500);
          assertThat(answers.keySet()).isEqualTo(BOTH);
          // 50 are expected; five standard deviations are 34.
          assertThat(answers.get("200 v2")).isBetween(16, 84);
        });
  }

  @Test
  void aRouteSendsConnectionsToOneVersion() {
    mesh.with(
        """
        type: MeshTCPRoute
        mesh: m
        name: only-v2
        spec:
          to:
          - targetRef: {kind: MeshService, name: db}
            rules:
            - default: {backendRefs: [{kind: MeshServiceSubset, name: db, tags: {version: v2}}]}
        """,
        () -> {
          mesh.until("v2 has all", () -> connect(6).equals(Map.of("v2", 6)));
          assertThat(connect(20)).containsOnlyKeys("v2");
        });
    mesh.until("both have some", () -> connect(8).keySet().equals(Set.of("v1", "v2")));
  }

  private Map<String, Integer> connect(int times) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < times; i++) {
      answers.merge(mesh.connect(), 1, Integer::sum);
    }
    return answers;
  }

  @Test
  void aRetryIsSeenByTheServer() {
    assertThat(mesh.get("/flaky/without")).startsWith("500");
    mesh.with(
        """
        type: MeshRetry
        mesh: m
        name: again
        spec:
          to:
          - targetRef: {kind: MeshService, name: backend}
            default: {http: {numRetries: 3, retryOn: ['5xx']}}
        """,
        () -> {
          int[] tried = {0};
          mesh.until("one is retried", () -> mesh.get("/flaky/" + tried[0]++).startsWith("200"));
          assertThat(mesh.get("/flaky/last")).startsWith("200");
          assertThat(mesh.workloads.stream().mapToInt(one -> one.requests("/flaky/last")).sum())
              .isBetween(2, 3);
        });
  }

  @Test
  void aBreakerOpensForWhoFails() {
    mesh.with(
        """
        type: MeshCircuitBreaker
        mesh: m
        name: out
        spec:
          to:
          - targetRef: {kind: MeshService, name: backend}
            default:
              outlierDetection:
                interval: 500ms
                baseEjectionTime: 3s
                maxEjectionPercent: 100
                healthyPanicThreshold: 0
                detectors: {totalFailures: {consecutive: 2}}
        """,
        () -> {
          mesh.until(
              "v1 is out",
              () -> {
                mesh.count("/fail/v1", 8);
                return mesh.count("/", 8).equals(Map.of("200 v2", 8));
              });
          assertThat(mesh.web.stat("cluster.backend.outlier_detection.ejections_active$"))
              .isEqualTo(1);
        });
  }

  @Test
  void whoIsNotHealthyGetsNothing() {
    Workload first = mesh.workloads.get(0);
    mesh.with(
        """
        type: MeshHealthCheck
        mesh: m
        name: active
        spec:
          to:
          - targetRef: {kind: MeshService, name: backend}
            default:
              interval: 300ms
              timeout: 1s
              unhealthyThreshold: 1
              healthyThreshold: 1
              healthyPanicThreshold: 0
              noTrafficInterval: 300ms
              http: {path: /health, expectedStatuses: [200]}
        """,
        () -> {
          first.healthy = false;
          try {
            mesh.until("v1 is left alone", () -> mesh.count("/", 8).equals(Map.of("200 v2", 8)));
            assertThat(mesh.count("/", 20)).containsOnlyKeys("200 v2");
          } finally {
            first.healthy = true;
          }
          mesh.until("v1 is back", () -> mesh.count("/", 8).keySet().equals(BOTH));
        });
  }

  @Test
  void aHashOfAHeaderSticks() {
    mesh.with(
        """
        type: MeshLoadBalancingStrategy
        mesh: m
        name: sticky
        spec:
          to:
          - targetRef: {kind: MeshService, name: backend}
            default:
              hashPolicies: [{type: Header, header: {name: x-user}}]
              loadBalancer: {type: RingHash, ringHash: {hashFunction: XXHash}}
        """,
        () -> {
          mesh.until("it sticks", () -> isSticky(8));
          Set<String> seen = new HashSet<>();
          for (int user = 0; user < 24; user++) {
            Map<String, Integer> answers = mesh.count("/", 4, "x-user", "user-" + user);
            assertThat(answers).hasSize(1);
            seen.addAll(answers.keySet());
          }
          assertThat(seen).isEqualTo(BOTH);
        });
  }

  private boolean isSticky(int users) {
    for (int user = 0; user < users; user++) {
      if (mesh.count("/", 4, "x-user", "user-" + user).size() > 1) {
        return false;
      }
    }
    return true;
  }

  @Test
  void theNearestIsPreferredAndFailsOver() {
    mesh.with(
        """
        type: MeshLoadBalancingStrategy
        mesh: m
        name: near
        spec:
          to:
          - targetRef: {kind: MeshService, name: backend}
            default: {localityAwareness: {localZone: {affinityTags: [{key: version, weight: 100000}]}}}
        """,
        () -> {
          mesh.until("v1 is nearer", () -> mesh.count("/", 20).equals(Map.of("200 v1", 20)));
          mesh.backends.get(0).post("/healthcheck/fail");
          try {
            mesh.until("v2 takes over", () -> mesh.count("/", 8).equals(Map.of("200 v2", 8)));
          } finally {
            mesh.backends.get(0).post("/healthcheck/ok");
          }
          mesh.until("v1 is back", () -> mesh.count("/", 20).equals(Map.of("200 v1", 20)));
        });
  }

  /**
   * Nothing is redirected here, so the policy decides as always, and a patch says where a
   * connection was going.
   */
  @Test
  void onlyOneDomainIsLetOut() {
    int redirected = FreePorts.next();
    EnvoySidecar caller =
        mesh.sidecar(
            "caller-1",
            """
            {"type":"Dataplane","mesh":"m","name":"caller-1","labels":{"app":"caller"},"networking":{"address":"127.0.0.16",
             "inbound":[{"port":%d,"tags":{"kuma.io/service":"caller"}}],
             "transparentProxying":{"redirectPortInbound":%d,"redirectPortOutbound":%d}}}"""
                .formatted(FreePorts.next(), FreePorts.next(), redirected));
    Workload outside = mesh.workloads.get(0);
    String patch =
        """
        type: MeshProxyPatch
        mesh: m
        name: destination
        spec:
          targetRef: {kind: Dataplane, labels: {app: caller}}
          default:
            appendModifications:
            - cluster:
                operation: Patch
                match: {name: 'meshpassthrough_http_let.example_*'}
                value: |
                  type: STATIC
                  lbPolicy: RANDOM
                  loadAssignment:
                    clusterName: there
                    endpoints: [{lbEndpoints: [{endpoint: {address: {socketAddress: {address: %s, portValue: %d}}}}]}]
        """
            .formatted(outside.address, outside.httpPort());
    mesh.with(
        patch
            + """
              ---
              type: MeshPassthrough
              mesh: m
              name: one
              spec:
                targetRef: {kind: Dataplane, labels: {app: caller}}
                default:
                  passthroughMode: Matched
                  appendMatch: [{type: Domain, value: let.example, protocol: http}]
              """,
        () -> {
          mesh.until("it is let out", () -> ask(redirected, "let.example").equals("200 v1"));
          for (int i = 0; i < 20; i++) {
            assertThat(ask(redirected, "let.example")).isEqualTo("200 v1");
            assertThat(ask(redirected, "other.example"))
                .startsWith("503 This response comes from Kuma Sidecar. No routes matched");
          }
        });
    assertThat(caller.stat("update_rejected$")).isZero();
  }

  /** HTTP to whoever is at the port, under a name. */
  private static String ask(int port, String host) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      String request = "GET / HTTP/1.1\r\nhost: " + host + "\r\nconnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.replaceAll("(?s)HTTP/1.1 (\\d+) .*?\r\n\r\n", "$1 ");
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    }
  }
}
