package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.store.StoreUnavailable;
import io.kuma.xds.cache.XdsType;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What load balancers are told while a control plane comes and goes. */
class ReadinessTest {
  private static final String WEB =
      """
      {"type":"Dataplane","mesh":"m","name":"web-1","networking":{"address":"192.0.2.1",
       "inbound":[{"port":80,"tags":{"kuma.io/service":"web"}}],
       "outbound":[{"port":10001,"tags":{"kuma.io/service":"db"}}]}}""";

  private static int ready(int port) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://localhost:" + port + "/ready").toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private static int status(int port) {
    try {
      return ready(port);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void servesOnWhileLoadBalancersSeeThatItStops(@TempDir Path workDir) throws Exception {
    RunningControlPlane controlPlane =
        new RunningControlPlane(workDir, "KUMA_GENERAL_SHUTDOWN_DELAY=1h");
    controlPlane.apply("{type: Mesh, name: m}");
    int diagnostics = controlPlane.diagnosticsPort();
    Wait.until("it is ready", () -> status(diagnostics) == 200);
    String token = controlPlane.token("m");
    try (AdsClient web = new AdsClient(controlPlane.port(), "m", "web-1", WEB, token)) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      web.subscribe(XdsType.ENDPOINT, "db").next(XdsType.ENDPOINT, "db");

      CompletableFuture<Void> stopping = controlPlane.stopping();
      Wait.until("it is not ready any more", () -> status(diagnostics) == 503);
      controlPlane.apply(
          "{type: Dataplane, mesh: m, name: db-1, networking: {address: 192.0.2.7, inbound:"
              + " [{port: 5432, tags: {kuma.io/service: db}}]}}");
      web.next(XdsType.ENDPOINT, "db");
      try (AdsClient late =
          new AdsClient(controlPlane.port(), "m", "web-2", WEB.replace("web-1", "web-2"), token)) {
        late.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      }
      assertThat(ready(diagnostics)).isEqualTo(503);
      assertThat(web.errors).isEmpty();
      assertThat(stopping).isNotDone();

      controlPlane.hurry();
      assertThat(web.error()).isNotNull();
      stopping.get(30, TimeUnit.SECONDS);
    }
    assertThatThrownBy(() -> ready(diagnostics)).isInstanceOf(ConnectException.class);
  }

  @Test
  void doesNotStartWithoutItsStore(@TempDir Path workDir) {
    try (RunningControlPlane controlPlane = new RunningControlPlane(workDir)) {
      int diagnostics = controlPlane.diagnosticsPort();
      Wait.until("it is ready", () -> status(diagnostics) == 200);
      controlPlane.store.breakDown();
      assertThatThrownBy(controlPlane::restart).isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(() -> ready(diagnostics)).isInstanceOf(ConnectException.class);
      controlPlane.store.recover();
      controlPlane.restart();
      Wait.until("it is ready", () -> status(controlPlane.diagnosticsPort()) == 200);
    }
  }
}
