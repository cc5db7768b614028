package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.kuma.resource.CoreTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Who gets in, and what comes back: policies of inbounds, through real Envoys. */
class InboundTrafficTest extends TrafficTest {
  /** Envoy's clock and ours need not agree on each millisecond. */
  private static final long ALMOST_300 = 290;

  @Test
  void aFaultArrives() {
    mesh.with(
        """
        type: MeshFaultInjection
        mesh: m
        name: faults
        spec:
          targetRef: {kind: MeshSubset, tags: {version: v1}}
          rules:
          - matches: [{spiffeID: {type: Prefix, value: 'spiffe://m/web'}}]
            default: {http: [{abort: {httpStatus: 418, percentage: 100}}]}
        """,
        () -> {
          mesh.until("v1 refuses", () -> mesh.count("/", 8).containsKey("418 fault filter abort"));
          assertThat(mesh.count("/", 20)).containsOnlyKeys("418 fault filter abort", "200 v2");
        });
  }

  @Test
  void aDelayArrives() {
    mesh.with(
        """
        type: MeshFaultInjection
        mesh: m
        name: delay
        spec:
          rules: [{default: {http: [{delay: {value: 300ms, percentage: 100}}]}}]
        """,
        () -> {
          // Two instances, and each hears of it for itself.
          mesh.until("both take longer", () -> quickest(4) >= ALMOST_300);
          assertThat(quickest(10)).isBetween(ALMOST_300, 3_000L);
        });
  }

  private long quickest(int requests) {
    return LongStream.generate(this::millis).limit(requests).min().orElseThrow();
  }

  private long millis() {
    long start = System.nanoTime();
    assertThat(mesh.get("/")).startsWith("200");
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  @Test
  void aRateLimitAnswersWithItsStatus() {
    mesh.with(
        """
        type: MeshRateLimit
        mesh: m
        name: few
        spec:
          targetRef: {kind: Dataplane}
          rules:
          - default:
              local:
                http: {requestRate: {num: 3, interval: 60s}, onRateLimit: {status: 429}}
        """,
        () -> {
          mesh.until(
              "there are too many",
              () -> mesh.count("/", 8).keySet().equals(Set.of("429 local_rate_limited")));
          assertThat(mesh.count("/", 10)).isEqualTo(Map.of("429 local_rate_limited", 10));
        });
  }

  @Test
  void aShadowDenialIsCountedAndDeniesNothing() {
    mesh.with(
        """
        type: MeshTrafficPermission
        mesh: m
        name: shadow
        spec:
          rules:
          - default:
              deny: [{spiffeID: {type: Exact, value: 'spiffe://m/nobody'}}]
              allowWithShadowDeny: [{spiffeID: {type: Prefix, value: 'spiffe://m/web'}}]
        """,
        () ->
            mesh.until(
                "it is counted",
                () -> {
                  assertThat(mesh.get("/")).startsWith("200");
                  return mesh.backends.stream()
                      .anyMatch(backend -> backend.stat("rbac.*shadow_denied$") > 0);
                }));
  }

  @Test
  void aPatchIsInWhatEnvoyHolds() {
    mesh.with(
        """
        type: MeshProxyPatch
        mesh: m
        name: patch
        spec:
          targetRef: {kind: MeshSubset, tags: {kuma.io/service: backend, version: v1}}
          default:
            appendModifications:
            - cluster: {operation: Patch, match: {origin: inbound}, value: 'connectTimeout: 7.77s'}
        """,
        () ->
            mesh.until(
                "Envoy holds it",
                () ->
                    controlPlane
                        .envoyAdmin()
                        .configuration(
                            controlPlane
                                .manager
                                .find(
                                    CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "backend-v1"))
                                .orElseThrow()
                                .spec(),
                            false)
                        .toString()
                        .contains("7.770s")));
  }

  /** Callers inside of the mesh do not notice either change; those outside get in and out. */
  @Test
  void fromStrictToPermissiveAndBackWithoutALostRequest() throws InterruptedException {
    String direct = "http://" + mesh.workloads.get(0).address + ":" + mesh.inbound + "/";
    try (Load load = new Load(() -> mesh.get("/"))) {
      assertThat(TrafficMesh.request(direct)).startsWith("failed");
      mesh.with(
          """
          type: MeshTLS
          mesh: m
          name: permissive
          spec: {rules: [{default: {mode: Permissive}}]}
          """,
          () ->
              mesh.until(
                  "strangers get in", () -> !TrafficMesh.request(direct).startsWith("failed")));
      mesh.until("strangers are out", () -> TrafficMesh.request(direct).startsWith("failed"));
      assertThat(load.answers().keySet()).isEqualTo(BOTH);
    }
  }

  @Test
  void http2AndGrpcPassThrough() throws Exception {
    // No HTTP/1.1 is tried before.
    WebClient http2 = WebClient.of("h2c://127.0.0.1:" + mesh.http);
    Set<String> said = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      AggregatedHttpResponse answer = http2.get("/").aggregate().join();
      said.add(answer.status().code() + " " + answer.contentUtf8());
    }
    assertThat(said).isEqualTo(BOTH);

    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", mesh.rpc).usePlaintext().build();
    try {
      assertThat(
              ClientCalls.blockingUnaryCall(
                  channel, Workload.UNARY, CallOptions.DEFAULT.withWaitForReady(), "hello"))
          .matches("v[12] hello");
      BlockingQueue<String> answers = new ArrayBlockingQueue<>(10);
      StreamObserver<String> chat =
          ClientCalls.asyncBidiStreamingCall(
              channel.newCall(Workload.STREAM, CallOptions.DEFAULT), new Into(answers));
      for (int i = 0; i < 5; i++) {
        chat.onNext("word " + i);
        assertThat(answers.poll(10, TimeUnit.SECONDS)).matches("v[12] word " + i);
      }
      chat.onCompleted();
      assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("done");
    } finally {
      channel.shutdownNow();
    }
  }

  private record Into(BlockingQueue<String> answers) implements StreamObserver<String> {
    @Override
    public void onNext(String value) {
      answers.add(value);
    }

    @Override
    public void onError(Throwable thrown) {
      answers.add("failed: " + thrown.getMessage());
    }

    @Override
    public void onCompleted() {
      answers.add("done");
    }
  }

  /** Two meshes with services of the same name never see each other. */
  @Test
  void anotherMeshIsAnotherWorld() throws Exception {
    controlPlane.apply(
        MESH.replace("name: m\n", "name: n\n")
            .replace("mesh: m\n", "mesh: n\n")
            .replace("spiffe://m/", "spiffe://n/"));
    try (TrafficMesh other =
        new TrafficMesh(controlPlane, "n", List.of("127.0.0.24", "127.0.0.22"), List.of("other"))) {
      other.until("it answers", () -> other.get("/").equals("200 other"));
      assertThat(other.count("/", 30)).containsOnlyKeys("200 other");
      assertThat(mesh.count("/", 30).keySet()).isEqualTo(BOTH);
      Instant end = Instant.now().plus(Duration.ofSeconds(1));
      while (Instant.now().isBefore(end)) {
        assertThat(mesh.get("/")).isNotEqualTo("200 other");
      }
    }
  }
}
