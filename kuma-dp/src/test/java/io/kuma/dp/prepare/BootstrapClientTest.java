package io.kuma.dp.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.dp.Failure;
import io.kuma.dp.FakeControlPlane;
import io.kuma.dp.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BootstrapClientTest {

  private static final String BOOTSTRAP = "admin:\n  address: {}\n# größer als ASCII\n";

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private FakeControlPlane controlPlane;

  @BeforeEach
  void start() throws Exception {
    controlPlane = new FakeControlPlane("localhost");
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  @Test
  void postsTheRequestAndUnpacksTheAnswer() throws Exception {
    controlPlane.answerBootstrap(BOOTSTRAP);
    assertThat(trusting().fetch("{\"name\":\"wéb\"}"))
        .isEqualTo(new Bootstrap(BOOTSTRAP, "127.0.0.1", "[]"));
    assertThat(controlPlane.requests()).containsExactly("{\"name\":\"wéb\"}");
    assertThat(controlPlane.accepts()).containsExactly("application/json");
  }

  @Test
  void tellsWhichApplicationsHaveMetrics() throws Exception {
    controlPlane.answer(
        200,
        "application/json",
        """
        {"kumaSidecarConfiguration": {"networking": {"address": "192.0.2.1"},
          "metrics": {"aggregate": [{"name": "app", "address": "192.0.2.1", "port": 9000, "path": "/stats"}]}},
         "bootstrap": ""}""");
    assertThat(trusting().fetch("{}").applications())
        .isEqualTo(
            "[{\"name\":\"app\",\"address\":\"192.0.2.1\",\"port\":9000,\"path\":\"/stats\"}]");
  }

  @Test
  void asksAgainWhileTheDataplaneIsUnknownOrTheControlPlaneFails() throws Exception {
    controlPlane.answer(404, "text/plain", "").answer(500, "text/plain", "oops");
    controlPlane.answer(404, "text/plain", "").answerBootstrap(BOOTSTRAP);
    assertThat(trusting().fetch("{}")).isEqualTo(new Bootstrap(BOOTSTRAP, "127.0.0.1", "[]"));
    assertThat(controlPlane.requests()).hasSize(4);
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains("does not know this Dataplane yet; trying again")
        .contains("answered 500 oops; trying again");
  }

  @Test
  void asksAgainUntilSomebodyListens() throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("https://localhost:" + socket.getLocalPort());
    }
    RunConfig.ControlPlane absent =
        new RunConfig.ControlPlane(
            nobody, null, false, Duration.ofMillis(20), Duration.ofMillis(200));
    assertThatThrownBy(() -> client(absent).fetch("{}"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no bootstrap configuration from " + nobody)
        .hasMessageContaining("Connection refused");
    assertThat(logged.toString(StandardCharsets.UTF_8).lines().count()).isGreaterThan(1);
  }

  @Test
  void aRefusalIsFinalAndItsReasonShown() {
    controlPlane
        .answer(422, "text/plain", "Dataplane Token is required")
        .answerBootstrap(BOOTSTRAP);
    assertThatThrownBy(() -> trusting().fetch("{}"))
        .isInstanceOf(Failure.class)
        .hasMessage("the control plane refused (422): Dataplane Token is required");
    assertThat(controlPlane.requests()).hasSize(1);
  }

  @Test
  void a404WithAReasonIsARefusal() {
    controlPlane.answer(404, "text/plain", "no such mesh").answerBootstrap(BOOTSTRAP);
    assertThatThrownBy(() -> trusting().fetch("{}"))
        .hasMessage("the control plane refused (404): no such mesh");
    assertThat(controlPlane.requests()).hasSize(1);
  }

  @Test
  void aCertificateOfAnotherAuthorityEndsIt() throws Exception {
    controlPlane.answerBootstrap(BOOTSTRAP);
    try (FakeControlPlane other = new FakeControlPlane("localhost")) {
      assertThatThrownBy(() -> client(at("localhost", other.certificate(), false)).fetch("{}"))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("can be trusted")
          .hasMessageContaining("--ca-cert-file");
    }
    assertThat(controlPlane.requests()).isEmpty();
  }

  @Test
  void withoutAnAuthorityTheJvmsOwnDecide() {
    controlPlane.answerBootstrap(BOOTSTRAP);
    assertThatThrownBy(() -> client(at("localhost", null, false)).fetch("{}"))
        .hasMessageContaining("--ca-cert-file");
    assertThat(controlPlane.requests()).isEmpty();
  }

  @Test
  void aTrustedCertificateForAnotherHostEndsIt() {
    controlPlane.answerBootstrap(BOOTSTRAP);
    RunConfig.ControlPlane byAddress = at("127.0.0.1", controlPlane.certificate(), false);
    assertThatThrownBy(() -> client(byAddress).fetch("{}"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("127.0.0.1");
    assertThat(controlPlane.requests()).isEmpty();
  }

  @Test
  void skippingTheCheckMeansBothAuthorityAndHost() throws Exception {
    controlPlane.answerBootstrap(BOOTSTRAP);
    assertThat(client(at("127.0.0.1", null, true)).fetch("{}"))
        .isEqualTo(new Bootstrap(BOOTSTRAP, "127.0.0.1", "[]"));
  }

  @Test
  void anAnswerThatMakesNoSenseIsSaidToMakeNone() {
    controlPlane.answer(200, "application/json", "{\"bootstrap\": \"***\"}");
    assertThatThrownBy(() -> trusting().fetch("{}")).hasMessageContaining("cannot be read");
    assertThatThrownBy(
            () -> {
              try (FakeControlPlane mute = new FakeControlPlane("localhost")) {
                mute.answer(200, "application/json", "{}");
                client(
                        new RunConfig.ControlPlane(
                            mute.uri("localhost"),
                            mute.certificate(),
                            false,
                            Duration.ofMillis(20),
                            Duration.ofSeconds(1)))
                    .fetch("{}");
              }
            })
        .hasMessageContaining("has no bootstrap");
  }

  @Test
  void aCaFileThatIsNoneIsSaidSo() {
    assertThatThrownBy(() -> client(at("localhost", "hello", false)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("CA");
  }

  private BootstrapClient trusting() {
    return client(at("localhost", controlPlane.certificate(), false));
  }

  private RunConfig.ControlPlane at(String host, String caCert, boolean skipVerify) {
    return new RunConfig.ControlPlane(
        controlPlane.uri(host), caCert, skipVerify, Duration.ofMillis(20), Duration.ofSeconds(20));
  }

  private BootstrapClient client(RunConfig.ControlPlane controlPlaneConfig) {
    return new BootstrapClient(
        controlPlaneConfig,
        new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.INFO));
  }
}
