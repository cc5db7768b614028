package io.kuma.promsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is wrong with a call is said by the name of the flag. */
class PrometheusSdTest {
  @TempDir private Path dir;

  private static String said(int status, Map<String, String> environment, String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine commandLine = PrometheusSd.commandLine(environment);
    commandLine.setErr(new PrintWriter(err));
    assertThat(commandLine.execute(arguments)).isEqualTo(status);
    return err.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "--cp-address, localhost:5676",
    "--cp-address, ftp://localhost",
    "--cp-address, http://",
    "--cp-address, http://a b",
    "--cp-address, http://localhost:5676?mesh=m",
    "--ca-cert-file, pom.xml",
    "--ca-cert-file, none.pem",
    "--name, ' '",
    "--output-file, targets.txt",
    "--log-level, loud",
  })
  void namesTheFlag(String flag, String value) {
    assertThat(said(1, Map.of(), "run", flag, value)).startsWith("kuma-prometheus-sd: " + flag);
  }

  @Test
  void aVariableStandsForItsFlag() {
    assertThat(said(1, Map.of("KUMA_MONITORING_ASSIGNMENT_CLIENT_URL", "here"), "run"))
        .startsWith(
            "kuma-prometheus-sd: --cp-address must be like http://localhost:5676, not \"here\"");
    assertThat(said(1, Map.of("KUMA_PROMETHEUS_OUTPUT_FILE", "targets"), "run"))
        .startsWith("kuma-prometheus-sd: --output-file");
    assertThat(said(1, Map.of("KUMA_PROMETHEUS_OUTPUT_FILE", "targets"), "run", "--name", ""))
        .startsWith("kuma-prometheus-sd: --name");
  }

  @ParameterizedTest
  @CsvSource({
    "'', holds no certificate",
    "-----BEGIN CERTIFICATE-----|x|-----END CERTIFICATE-----, is not valid PEM",
  })
  void anAuthorityMustBeOne(String pem, String reason) throws Exception {
    String file = Files.writeString(dir.resolve("ca.pem"), pem.replace('|', '\n')).toString();
    assertThat(
            said(
                1,
                Map.of(),
                "run",
                "--cp-address",
                "https://localhost:5676",
                "--ca-cert-file",
                file))
        .startsWith("kuma-prometheus-sd: --ca-cert-file")
        .contains(reason);
  }

  @Test
  void saysWhatItIs() {
    assertThat(new PrometheusSd.Build().getVersion()[0])
        .matches("kuma-prometheus-sd \\d\\S*, contract of Kuma \\d+\\.\\d+\\.\\d+");
    assertThat(said(0, Map.of(), "version")).isEmpty();
  }
}
