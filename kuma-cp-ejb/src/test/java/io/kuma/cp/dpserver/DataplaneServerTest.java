package io.kuma.cp.dpserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.grpc.Status;
import io.kuma.core.ca.ServerCertificate;
import io.kuma.core.event.Changes;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.xds.ads.AdsService;
import io.kuma.xds.ads.StreamRefused;
import io.kuma.xds.ads.Surroundings;
import io.kuma.xds.bootstrap.BootstrapEndpoint;
import io.kuma.xds.bootstrap.BootstrapSettings;
import io.kuma.xds.health.HealthService;
import io.kuma.xds.health.ProbeSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataplaneServerTest {
  private static final Duration IDLE = Duration.ofMillis(300);
  private static final int PATIENCE_MILLIS = 10_000;

  private final OneProxy proxy = new OneProxy();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final JacksonResourceCodec codec = new JacksonResourceCodec();
  private ServerCertificate certificate = new ServerCertificate("", "");
  private DataplaneServer[] running = new DataplaneServer[0];

  @BeforeEach
  void start(@TempDir Path workDir) throws IOException {
    certificate =
        ServerCertificate.keptIn(workDir, Clock.systemUTC().instant(), new SecureRandom());
    DataplaneServer server = server(0);
    server.start();
    running = new DataplaneServer[] {server};
  }

  @AfterEach
  void stop() {
    running[0].stop().join();
    threads.shutdownNow();
  }

  private DataplaneServer server(int port) {
    MemoryResourceStore store = new MemoryResourceStore(Clock.systemUTC(), new Changes());
    TransactionalResourceManager manager =
        new TransactionalResourceManager(
            store, store::required, ControlPlane.standalone("default"), List.of());
    return new DataplaneServer(
        port,
        certificate,
        new AdsService(
            proxy,
            new Surroundings(threads, threads, Clock.systemUTC(), "cp", Duration.ofSeconds(5))),
        new HealthService(
            (wake, node, credential) -> {
              throw new StreamRefused("nobody reports here");
            },
            ProbeSettings.DEFAULT,
            threads),
        new BootstrapEndpoint(
            BootstrapSettings.defaults(5678), manager, codec, certificate.certificate()),
        threads,
        Duration.ofSeconds(1),
        IDLE);
  }

  private int port() {
    return running[0].port();
  }

  @Test
  void aStreamOutlivesTheTimeAfterWhichIdleConnectionsAreClosed() throws Exception {
    try (TestStream stream = new TestStream(port(), "open sesame")) {
      assertThat(stream.next()).isEqualTo("first");
      waitForAnIdleConnectionToBeClosed();
      waitForAnIdleConnectionToBeClosed();
      proxy.show("second");
      assertThat(stream.next()).isEqualTo("second");
    }
  }

  private void waitForAnIdleConnectionToBeClosed() throws IOException {
    try (SSLSocket socket =
        (SSLSocket) TrustAll.context().getSocketFactory().createSocket("localhost", port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.startHandshake();
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  @Test
  void credentialsMayNameTheirScheme() throws Exception {
    try (TestStream stream = new TestStream(port(), "Bearer open sesame")) {
      assertThat(stream.next()).isEqualTo("first");
    }
  }

  @Test
  void aRefusalHasTheCodeOfTheContract() throws Exception {
    try (TestStream stream = new TestStream(port(), "please")) {
      Status end = stream.end();
      assertThat(end.getCode().value()).isEqualTo(2);
      assertThat(end.getDescription()).isEqualTo("who is it?");
    }
  }

  @Test
  void aStreamThatTheProxyEndsIsEnded() throws Exception {
    try (TestStream stream = new TestStream(port(), "open sesame")) {
      stream.next();
      stream.complete();
      assertThat(stream.end()).isNotNull();
      assertThat(proxy.gone.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  @Test
  void aStreamWhoseConnectionBreaksIsClosed() throws Exception {
    try (TestStream stream = new TestStream(port(), "open sesame")) {
      stream.next();
    }
    assertThat(proxy.gone.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
  }

  @Test
  void bootstrapIsServedOnTheSamePortOverBothVersionsOfHttp() throws Exception {
    for (Version version : List.of(Version.HTTP_1_1, Version.HTTP_2)) {
      HttpResponse<String> answer = send(version, "/bootstrap", "POST", "{}");
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
      assertThat(answer.body()).startsWith("Dataplane Token is required");
    }
  }

  @Test
  void otherRequestsAreTurnedAway() throws Exception {
    assertThat(send(Version.HTTP_1_1, "/bootstrap", "GET", "").statusCode()).isEqualTo(405);
    assertThat(send(Version.HTTP_2, "/meshes", "GET", "").statusCode()).isEqualTo(404);
    HttpResponse<String> unreadable = send(Version.HTTP_1_1, "/bootstrap", "POST", "{");
    assertThat(unreadable.statusCode()).isEqualTo(400);
    assertThat(unreadable.body()).isEmpty();
    assertThat(unreadable.headers().firstValue("content-type")).isEmpty();
  }

  private HttpResponse<String> send(Version version, String path, String method, String body)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder().version(version).sslContext(TrustAll.context()).build();
    return client.send(
        HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path))
            .header("Accept", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void aPortInUseIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> server(port()).start())
        .withMessageContaining("the data plane server on port " + port() + " did not start");
  }
}
