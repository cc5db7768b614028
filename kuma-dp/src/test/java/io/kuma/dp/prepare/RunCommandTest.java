package io.kuma.dp.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.dp.Failure;
import io.kuma.dp.PrivateDir;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RunCommandTest {

  @TempDir Path directory;
  private Path dataplane;
  private Path token;

  @BeforeEach
  void files() throws IOException {
    dataplane =
        Files.writeString(
            directory.resolve("web.yaml"), "type: Dataplane\nmesh: shop\nname: {{ name }}\n");
    token = Files.writeString(directory.resolve("token"), "a.b.c\n");
  }

  @Test
  void defaultsAreTheContracts() {
    RunConfig config = parse(Map.of(), "--name", "web-1", "--mesh", "default");
    assertThat(config.controlPlane().url()).hasToString("https://localhost:5678");
    assertThat(config.controlPlane().retryBackoff()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.controlPlane().retryMax()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.controlPlane().skipVerify()).isFalse();
    assertThat(config.drainTime()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.readinessPort()).isEqualTo(9902);
    assertThat(config.envoy()).isEqualTo(new RunConfig.EnvoyOptions(null, 0, "info", null, false));
    assertThat(config.proxy())
        .isEqualTo(new RunConfig.Proxy("web-1", "default", ProxyType.DATAPLANE, null, false));
  }

  @Test
  void variablesSetWhatFlagsLeaveOut() throws IOException {
    Path ca = Files.writeString(directory.resolve("ca.pem"), "the file");
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("KUMA_CONTROL_PLANE_URL", "https://cp.example:5678"),
            Map.entry("KUMA_CONTROL_PLANE_CA_CERT_FILE", ca.toString()),
            Map.entry("KUMA_CONTROL_PLANE_RETRY_BACKOFF", "1s"),
            Map.entry("KUMA_DATAPLANE_DRAIN_TIME", "10s"),
            Map.entry("KUMA_DATAPLANE_PROXY_TYPE", "ingress"),
            Map.entry("KUMA_DATAPLANE_NAME", "in-1"),
            Map.entry("KUMA_DATAPLANE_RUNTIME_TOKEN_PATH", token.toString()),
            Map.entry("KUMA_DATAPLANE_RUNTIME_BINARY_PATH", "/opt/envoy"),
            Map.entry("KUMA_DATAPLANE_RUNTIME_SOCKET_DIR", "/run/kuma"),
            Map.entry("KUMA_DATAPLANE_RUNTIME_CONCURRENCY", "3"),
            Map.entry("KUMA_DATAPLANE_RUNTIME_ENVOY_LOG_LEVEL", "warning"),
            Map.entry("KUMA_DATAPLANE_RUNTIME_ENVOY_XDS_TRANSPORT_PROTOCOL_VARIANT", "DELTA_GRPC"),
            Map.entry("KUMA_DNS_ENABLED", "false"),
            Map.entry("KUMA_READINESS_PORT", "1902"));

    RunConfig config = parse(environment);
    assertThat(config.controlPlane().url()).hasToString("https://cp.example:5678");
    assertThat(config.controlPlane().caCert()).isEqualTo("the file");
    assertThat(config.controlPlane().retryBackoff()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.drainTime()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.proxy())
        .isEqualTo(new RunConfig.Proxy("in-1", "", ProxyType.INGRESS, null, false));
    assertThat(config.token().value()).isEqualTo("a.b.c");
    assertThat(config.token().file()).isEqualTo(token);
    assertThat(config.socketDir()).isEqualTo(Path.of("/run/kuma"));
    assertThat(config.readinessPort()).isEqualTo(1902);
    assertThat(config.envoy())
        .isEqualTo(new RunConfig.EnvoyOptions("/opt/envoy", 3, "warning", null, true));

    RunConfig flagsWin =
        parse(environment, "--cp-address", "https://other:1", "--drain-time", "5s", "--name", "x");
    assertThat(flagsWin.controlPlane().url()).hasToString("https://other:1");
    assertThat(flagsWin.drainTime()).isEqualTo(Duration.ofSeconds(5));
    assertThat(flagsWin.proxy().name()).isEqualTo("x");
  }

  @Test
  void theCertificateInTheVariableWinsOverTheFile() throws IOException {
    Path ca = Files.writeString(directory.resolve("ca.pem"), "the file");
    RunConfig config =
        parse(
            Map.of("KUMA_CONTROL_PLANE_CA_CERT", "the variable"),
            "--name",
            "web-1",
            "--mesh",
            "default",
            "--ca-cert-file",
            ca.toString());
    assertThat(config.controlPlane().caCert()).isEqualTo("the variable");
  }

  @Test
  void theDataplaneSaysWhoItIs() {
    RunConfig config =
        parse(Map.of(), "-d", dataplane.toString(), "-v", "name=web-1,x=y", "-v", "z=1");
    assertThat(config.proxy().name()).isEqualTo("web-1");
    assertThat(config.proxy().mesh()).isEqualTo("shop");
    assertThat(config.proxy().resource()).contains("\"name\":\"web-1\"");
  }

  @Test
  void theTokenIsNotInTheConfigurationsText() {
    RunConfig config =
        parse(Map.of(), "--name", "a", "--mesh", "b", "--dataplane-token", "secret.token.x");
    assertThat(config.token().value()).isEqualTo("secret.token.x");
    assertThat(config.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--mesh default | there is no name: give --name or a --dataplane-file",
        "--name web | there is no mesh: give --mesh or a --dataplane-file",
        "--name We$b --mesh m | the name may have small letters",
        "--name a --mesh m --cp-address http://x:1 | --cp-address must be like https://localhost:5678",
        "--name a --mesh m --proxy-type gateway | --proxy-type must be dataplane, ingress or egress",
        "--name a --mesh m --drain-time 0s | --drain-time must be a duration above zero",
        "--name a --mesh m --readiness-port 70000 | --readiness-port must be between 0 and 65535",
        "--name a --mesh m --concurrency -1 | --concurrency must not be negative",
        "--name a --mesh m --envoy-log-level loud | Envoy has no level \"loud\"",
        "--name a --mesh m --application-probe-proxy-port -1 | --application-probe-proxy-port must be between 0 and 65535",
        "--name a --mesh m --dns-proxy-port 0 | --dns-proxy-port must be between 1 and 65535",
        "--name a --mesh m -v a=b | --dataplane-var needs --dataplane-file or --dataplane",
        "--dataplane x --dataplane-file y | give --dataplane or --dataplane-file, not both",
        "--dataplane-file /does/not/exist | cannot read /does/not/exist",
        "--name a --mesh m --dataplane-token ? | --dataplane-token holds no token",
        "--name a --mesh m --ca-cert-file /does/not/exist | --ca-cert-file: cannot read",
        "--name a --mesh m --envoy-xds-transport-protocol-variant REST | must be GRPC or DELTA_GRPC",
      })
  void saysWhatIsWrong(String arguments, String sentence) {
    assertThatThrownBy(() -> parse(Map.of(), arguments.split(" ")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void anUnknownFlagIsAUsageError() {
    CommandLine commandLine = commandLine(Map.of());
    StringWriter said = new StringWriter();
    commandLine.setErr(new PrintWriter(said, true));
    assertThat(commandLine.execute("run", "--no-such-flag")).isEqualTo(2);
    assertThat(said.toString()).contains("--no-such-flag");
  }

  @Test
  void aFailureIsOneSentenceAndStatusOne() {
    CommandLine commandLine = commandLine(Map.of());
    StringWriter said = new StringWriter();
    commandLine.setErr(new PrintWriter(said, true));
    assertThat(commandLine.execute("run", "--mesh", "default")).isEqualTo(1);
    assertThat(said.toString().strip())
        .isEqualTo("kuma-dp: there is no name: give --name or a --dataplane-file");
  }

  private RunConfig parse(Map<String, String> environment, String... arguments) {
    CommandLine commandLine = commandLine(environment);
    String[] all = new String[arguments.length + 1];
    all[0] = "run";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    commandLine.parseArgs(all);
    return commandLine.getSubcommands().get("run").<RunCommand>getCommand().config();
  }

  private CommandLine commandLine(Map<String, String> environment) {
    return Prepare.commandLine(new PrivateDir(directory, true), environment);
  }
}
