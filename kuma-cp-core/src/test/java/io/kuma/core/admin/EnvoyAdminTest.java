package io.kuma.core.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kuma.core.ca.AdminAuthority;
import io.kuma.core.ca.CertificateAuthority;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** At the loopback address, where there is no TLS; with it, a real Envoy is asked elsewhere. */
@Timeout(30)
class EnvoyAdminTest {
  private static final JacksonResourceCodec CODEC = new JacksonResourceCodec();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer envoy;
  private EnvoyAdmin admin;

  @BeforeEach
  void start() throws IOException {
    envoy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    envoy.setExecutor(threads);
    envoy.start();
    AdminAuthority authority =
        new AdminAuthority(CertificateAuthority.forEnvoyAdmin(Instant.now(), new SecureRandom()));
    admin =
        new EnvoyAdmin(
            authority.forControlPlane(),
            envoy.getAddress().getPort(),
            threads,
            new EnvoyAdmin.Limits(1000, Duration.ofSeconds(1)));
  }

  @AfterEach
  void stop() {
    envoy.stop(0);
    threads.shutdownNow();
  }

  private void answers(String path, int status, String body) {
    envoy.createContext(
        path,
        exchange -> {
          String query = String.valueOf(exchange.getRequestURI().getQuery());
          byte[] bytes = body.replace("QUERY", query).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private static Dataplane at(String address, int port) {
    return CODEC.toSpec(
        CoreTypes.DATAPLANE,
        CODEC.parseYaml(
            "networking: {address: '%s', admin: {port: %d}, inbound: []}"
                .formatted(address, port)));
  }

  private static Dataplane atUsualPort() {
    return CODEC.toSpec(
        CoreTypes.DATAPLANE, CODEC.parseYaml("networking: {address: 127.0.0.1, inbound: []}"));
  }

  @Test
  void asksWhatIsAskedForAndHidesTokens() {
    answers(
        "/config_dump", 200, "{\"q\":\"QUERY\",\"h\":{\"key\":\"authorization\",\"value\":\"t\"}}");
    answers("/stats", 200, "stats QUERY");
    answers("/clusters", 200, "clusters QUERY");
    assertThat(admin.configuration(atUsualPort(), false))
        .hasToString("{\"q\":\"null\",\"h\":{\"key\":\"authorization\",\"value\":\"[redacted]\"}}");
    assertThat(admin.configuration(atUsualPort(), true).path("q").asText())
        .isEqualTo("include_eds");
    assertThat(admin.statistics(atUsualPort(), true, false))
        .isEqualTo("stats usedonly&format=text");
    assertThat(admin.statistics(atUsualPort(), false, true)).isEqualTo("stats format=json");
    assertThat(admin.clusters(atUsualPort(), true)).isEqualTo("clusters format=json");
  }

  @Test
  void theDataplanesOwnPortCounts() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThatThrownBy(() -> admin.clusters(at("127.0.0.1", free), false))
        .isInstanceOf(EnvoyAdminFailure.class)
        .hasMessageStartingWith(
            "the Envoy of the proxy at 127.0.0.1:" + free + " cannot be asked: ");
  }

  @Test
  void elsewhereNobodyIsAskedWithoutTls() throws IOException {
    answers("/clusters", 200, "clusters");
    HttpServer other =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0), 0);
    other.start();
    try {
      assertThatThrownBy(() -> admin.clusters(at("127.0.0.2", other.getAddress().getPort()), false))
          .isInstanceOf(EnvoyAdminFailure.class)
          .hasMessageStartingWith("the Envoy of the proxy at 127.0.0.2:");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void anAnswerThatIsNoneIsAFailure() {
    answers("/clusters", 404, "");
    answers("/config_dump", 200, "config");
    answers("/stats", 200, "x".repeat(1001));
    assertThatThrownBy(() -> admin.clusters(atUsualPort(), false))
        .isInstanceOf(EnvoyAdminFailure.class)
        .hasMessageEndingWith(" answers with status 404");
    assertThatThrownBy(() -> admin.configuration(atUsualPort(), false))
        .isInstanceOf(EnvoyAdminFailure.class)
        .hasMessageEndingWith(" does not answer with JSON");
    assertThatThrownBy(() -> admin.statistics(atUsualPort(), true, false))
        .isInstanceOf(EnvoyAdminFailure.class)
        .hasMessageEndingWith(" cannot be asked: it answers more than 1000 bytes");
  }

  @Test
  void whoeverNeverEndsIsNotWaitedFor() {
    envoy.createContext(
        "/clusters",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
        });
    assertThatThrownBy(() -> admin.clusters(atUsualPort(), false))
        .isInstanceOf(EnvoyAdminFailure.class)
        .hasMessageEndingWith(" does not answer in time");
  }
}
