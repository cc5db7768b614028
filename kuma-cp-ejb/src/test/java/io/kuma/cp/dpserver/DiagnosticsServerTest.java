package io.kuma.cp.dpserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DiagnosticsServerTest {
  @Test
  void tellsWhetherItIsReadyAndThatItLives() throws Exception {
    AtomicBoolean ready = new AtomicBoolean();
    DiagnosticsServer server = new DiagnosticsServer(0, ready::get);
    server.start();
    try {
      assertThat(status(server, "/ready")).isEqualTo(503);
      assertThat(status(server, "/healthy")).isEqualTo(200);
      ready.set(true);
      assertThat(status(server, "/ready")).isEqualTo(200);
    } finally {
      server.stop().join();
    }
  }

  private static int status(DiagnosticsServer server, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path)).build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
