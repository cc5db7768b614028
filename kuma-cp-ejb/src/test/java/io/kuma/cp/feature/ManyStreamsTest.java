package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.stub.StreamObserver;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of proxies at once: all of them get what concerns them, and nobody what does not. */
class ManyStreamsTest {
  private static final int PROXIES = 300;

  private static RunningControlPlane controlPlane;
  private static Connection connection;
  private static final List<Proxy> PROXY_LIST = new ArrayList<>();

  @BeforeAll
  static void start(@TempDir Path workDir) {
    controlPlane = new RunningControlPlane(workDir);
    controlPlane.apply("{type: Mesh, name: m}");
    connection = new Connection(controlPlane.port());
    for (int i = 0; i < PROXIES; i++) {
      PROXY_LIST.add(new Proxy(i));
    }
    Wait.until("all are configured", () -> PROXY_LIST.stream().allMatch(Proxy::isConfigured));
  }

  @AfterAll
  static void stop() {
    connection.close();
    controlPlane.close();
  }

  @Test
  void aPolicyOfTheMeshReachesAllAndOneOfSomebodyElseNobody() {
    settle();
    int before = received();
    controlPlane.apply(timeout("{kind: MeshSubset, tags: {kuma.io/service: nobody}}", "1s"));
    controlPlane.apply(timeout("{kind: MeshSubset, tags: {kuma.io/service: service-7}}", "2s"));
    Wait.until("the one gets it", () -> received() > before);
    settle();
    // Of its clusters and its listeners.
    assertThat(received() - before).isLessThanOrEqualTo(2);

    List<Integer> counts = PROXY_LIST.stream().map(Proxy::count).toList();
    controlPlane.apply(timeout("{kind: Mesh}", "3s"));
    Wait.until(
        "all get it",
        () -> {
          for (int i = 0; i < PROXIES; i++) {
            if (PROXY_LIST.get(i).count() == counts.get(i)) {
              return false;
            }
          }
          return true;
        });
  }

  @Test
  void everyInsightIsWritten() {
    Wait.until(
        "all insights are there",
        () -> controlPlane.manager.list(CoreTypes.DATAPLANE_INSIGHT, "m").size() == PROXIES);
    settle();
    int before = received();
    Wait.until(
        "they say that all was acknowledged",
        () ->
            controlPlane.manager.list(CoreTypes.DATAPLANE_INSIGHT, "m").stream()
                .allMatch(insight -> insight.spec().isOnline()));
    assertThat(received()).isEqualTo(before);
  }

  /** Until a round trip through the control plane shows that nothing else is on its way. */
  private static void settle() {
    int last = -1;
    while (last != received()) {
      last = received();
      try (AdsClient probe =
          new AdsClient(
              controlPlane.port(),
              "m",
              "probe",
              dataplane("probe", "probe"),
              controlPlane.token("m"))) {
        probe.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      }
    }
  }

  private static int received() {
    return PROXY_LIST.stream().mapToInt(Proxy::count).sum();
  }

  /** Its name makes it stronger than the policy that every mesh begins with. */
  private static String timeout(String targetRef, String idle) {
    return """
        type: MeshTimeout
        mesh: m
        name: a-timeout
        spec:
          targetRef: %s
          rules: [{default: {idleTimeout: %s}}]
        """
        .formatted(targetRef, idle);
  }

  private static String dataplane(String name, String service) {
    return """
        {"type":"Dataplane","mesh":"m","name":"%s","networking":{"address":"192.0.2.1",
         "inbound":[{"port":80,"tags":{"kuma.io/service":"%s","kuma.io/protocol":"http"}}]}}"""
        .formatted(name, service);
  }

  /** Asks for clusters and listeners, acknowledges and counts. */
  private static final class Proxy implements StreamObserver<DiscoveryResponse> {
    private final AtomicInteger count = new AtomicInteger();
    private final StreamObserver<DiscoveryRequest> requests;

    Proxy(int number) {
      String name = "proxy-" + number;
      requests = connection.service(controlPlane.token("m")).streamAggregatedResources(this);
      requests.onNext(
          DiscoveryRequest.newBuilder()
              .setNode(Connection.node("m", name, dataplane(name, "service-" + number)))
              .setTypeUrl(XdsType.CLUSTER.url())
              .build());
      requests.onNext(DiscoveryRequest.newBuilder().setTypeUrl(XdsType.LISTENER.url()).build());
    }

    int count() {
      return count.get();
    }

    boolean isConfigured() {
      return count() >= 2;
    }

    @Override
    public void onNext(DiscoveryResponse response) {
      count.incrementAndGet();
      requests.onNext(
          DiscoveryRequest.newBuilder()
              .setTypeUrl(response.getTypeUrl())
              .setVersionInfo(response.getVersionInfo())
              .setResponseNonce(response.getNonce())
              .build());
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onCompleted() {}
  }
}
