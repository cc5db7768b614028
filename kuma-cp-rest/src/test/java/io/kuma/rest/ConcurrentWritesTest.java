package io.kuma.rest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Failure.Conflict;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshServiceStatus;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Users write while the control plane writes statuses of the same resources. */
class ConcurrentWritesTest {
  private static final ResourceKey KEY = CoreTypes.MESH_SERVICE.key("m", "s");
  private static final String SERVICE =
      """
      {"type":"MeshService","mesh":"m","name":"s","labels":{"kuma.io/zone":"default"},
       "spec":{"selector":{"dataplaneTags":{"a":"b"}},"ports":[{"port":%d,"appProtocol":"tcp"}]}}
      """;

  @Test
  void aStatusIsNoReasonToRefuseAndIsNotLost() throws InterruptedException {
    try (TestServer server = TestServer.withEssentials()) {
      server.put("/meshes/m", "{\"type\":\"Mesh\",\"name\":\"m\"}");
      assertThat(server.put("/meshes/m/meshservices/s", SERVICE.formatted(1)).statusCode())
          .isEqualTo(201);
      AtomicBoolean ended = new AtomicBoolean();
      AtomicInteger statuses = new AtomicInteger();
      Thread observer =
          new Thread(
              () -> {
                while (!ended.get()) {
                  observe(server, statuses.get() + 1);
                  statuses.incrementAndGet();
                }
              });
      observer.start();
      try {
        for (int port = 2; port < 200; port++) {
          assertThat(server.put("/meshes/m/meshservices/s", SERVICE.formatted(port)).statusCode())
              .isEqualTo(200);
        }
      } finally {
        ended.set(true);
        observer.join();
      }
      Resource<MeshService> last = find(server);
      assertThat(requireNonNull(last.spec().ports()).get(0).port()).isEqualTo(199);
      MeshServiceStatus status = requireNonNull((MeshServiceStatus) last.status());
      assertThat(requireNonNull(status.dataplaneProxies()).total()).isEqualTo(statuses.get());
    }
  }

  private static Resource<MeshService> find(TestServer server) {
    return server.manager.find(CoreTypes.MESH_SERVICE, KEY).orElseThrow();
  }

  /** As a control plane does: whoever was faster wins, and it looks again. */
  private static void observe(TestServer server, int total) {
    while (true) {
      Resource<MeshService> read = find(server);
      MeshServiceStatus status =
          new MeshServiceStatus(
              null, null, null, null, new MeshServiceStatus.DataplaneProxies(total, total, total));
      try {
        server.manager.update(CoreTypes.MESH_SERVICE, read.withStatus(status));
        return;
      } catch (Conflict e) {
        Thread.onSpinWait();
      }
    }
  }
}
