package io.kuma.dp.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.kuma.dp.Failure;
import io.kuma.dp.FakeControlPlane;
import io.kuma.dp.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real applications: HTTP, gRPC, TCP, and one behind TLS. */
@Timeout(60)
class ProbeProxyTest {
  private static final Log QUIET =
      new Log(
          new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
          Log.Level.OFF);

  private static final List<String> seen = new CopyOnWriteArrayList<>();
  private static HttpServer http;
  private static Server grpc;
  private static ProbeProxy proxy;

  @BeforeAll
  static void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", ProbeProxyTest::answer);
    http.start();
    HealthStatusManager health = new HealthStatusManager();
    health.setStatus("", ServingStatus.SERVING);
    health.setStatus("down", ServingStatus.NOT_SERVING);
    grpc =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(health.getHealthService())
            .build()
            .start();
    proxy = ProbeProxy.start(0, "127.0.0.1", QUIET);
  }

  @AfterAll
  static void stop() {
    proxy.close();
    grpc.shutdownNow();
    http.stop(0);
  }

  /** {@code /status/<code>} answers with it. */
  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      seen.add(
          exchange.getRemoteAddress().getAddress().getHostAddress()
              + " "
              + exchange.getRequestHeaders().getFirst("Host")
              + " "
              + exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getFirst("X-Own")
              + " "
              + exchange.getRequestHeaders().getFirst("X-Kuma-Probes-Host"));
      String path = exchange.getRequestURI().getPath();
      exchange.sendResponseHeaders(Integer.parseInt(path.replaceAll("\\D", "")), -1);
    }
  }

  private static String probe(String target, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + target));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body().strip();
  }

  private static String http(String path) {
    return "/" + http.getAddress().getPort() + path;
  }

  private static String grpc() {
    return "/grpc/" + grpc.getPort();
  }

  @Test
  void anApplicationIsHealthyFrom200To399() throws Exception {
    assertThat(probe(http("/status/200"))).isEqualTo("200 HEALTHY");
    assertThat(probe(http("/status/302"))).isEqualTo("200 HEALTHY");
    assertThat(probe(http("/status/418"))).isEqualTo("418 UNHEALTHY");
    assertThat(probe(http("/status/500"))).isEqualTo("500 UNHEALTHY");
  }

  @Test
  void itSeesThePlatformsRequestFromAnAddressThatIsNotRedirected() throws Exception {
    probe(http("/status/200?deep=yes"), "X-Own", "kept", "X-Kuma-Probes-Host", "shop.example");
    assertThat(seen).contains("127.0.0.6 shop.example /status/200?deep=yes kept null");
  }

  @Test
  void tlsIsSpokenWhateverTheCertificateIs() throws Exception {
    try (FakeControlPlane secure = new FakeControlPlane("elsewhere.example")) {
      String target = "/" + secure.uri("localhost").getPort() + "/nothing-there";
      assertThat(probe(target, "x-kuma-probes-scheme", "HTTPS")).isEqualTo("404 UNHEALTHY");
      assertThat(probe(target)).isEqualTo("503 UNHEALTHY");
    }
  }

  @Test
  void grpcIsAskedForItsHealth() throws Exception {
    assertThat(probe(grpc())).isEqualTo("200 HEALTHY");
    assertThat(probe(grpc(), "x-kuma-probes-grpc-service", "down")).isEqualTo("503 UNHEALTHY");
    assertThat(probe(grpc(), "x-kuma-probes-grpc-service", "unheard-of"))
        .isEqualTo("503 UNHEALTHY");
    assertThat(probe("/grpc" + http(""))).isEqualTo("503 UNHEALTHY");
  }

  @Test
  void tcpIsConnectedTo() throws Exception {
    int port;
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = open.getLocalPort();
      assertThat(probe("/tcp/" + port)).isEqualTo("200 HEALTHY");
    }
    assertThat(probe("/tcp/" + port)).isEqualTo("503 UNHEALTHY");
  }

  @Test
  void nobodyWaitsLongerThanThePlatformDoes() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String header = "x-kuma-probes-timeout";
      assertThat(probe("/" + silent.getLocalPort() + "/", header, "1")).isEqualTo("503 UNHEALTHY");
      assertThat(probe("/grpc/" + silent.getLocalPort(), header, "1")).isEqualTo("503 UNHEALTHY");
    }
  }

  @Test
  void whatNamesNoPortIsUnknown() throws Exception {
    assertThat(probe("/")).isEqualTo("503 UNKNOWN");
    assertThat(probe("/tcp/")).isEqualTo("503 UNKNOWN");
    assertThat(probe("/70000/")).isEqualTo("503 UNKNOWN");
    assertThat(probe("/shop/80")).isEqualTo("503 UNKNOWN");
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    assertThatThrownBy(() -> ProbeProxy.start(proxy.port(), "127.0.0.1", QUIET))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--application-probe-proxy-port");
  }
}
