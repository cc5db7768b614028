package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kuma.cp.boot.PostgresSettings.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresSettingsTest {
  private static final AuditSettings QUIET = new AuditSettings("", "", 514);

  private static final String PREFIX = "KUMA_STORE_POSTGRES_";

  @Test
  void hasTheDefaultsOfTheContract() {
    PostgresSettings settings = with(Map.of()).store().postgres();

    assertThat(PostgresConnections.pooledUrl(settings))
        .isEqualTo(
            "jdbc:postgresql://127.0.0.1:15432/kuma?ApplicationName=kuma-cp&connectTimeout=5"
                + "&logServerErrorDetail=false&socketTimeout=30&sslmode=disable"
                + "&stringtype=unspecified&tcpKeepAlive=true");
    assertThat(settings.withoutEffect()).isEmpty();
  }

  @Test
  void tellsTheServerAllThatItNeeds() {
    assertThat(
            ServerVariables.of(
                with(
                    Map.of(
                        "HOST", "::1",
                        "PORT", "5432",
                        "USER", "mesh user",
                        "PASSWORD", "se'cr et",
                        "DB_NAME", "a/b?c",
                        "MIN_OPEN_CONNECTIONS", "3",
                        "MAX_OPEN_CONNECTIONS", "0",
                        "MAX_CONNECTION_IDLE_TIME", "90s")),
                QUIET))
        .containsEntry("KUMA_DATA_SOURCE_DRIVER", "postgresql")
        .containsEntry("KUMA_DATA_SOURCE_USER", "mesh user")
        .containsEntry("KUMA_DATA_SOURCE_PASSWORD", "se'cr et")
        .containsEntry("KUMA_DATA_SOURCE_MIN_CONNECTIONS", "3")
        .containsEntry("KUMA_DATA_SOURCE_MAX_CONNECTIONS", "100000")
        .containsEntry("KUMA_DATA_SOURCE_IDLE_MINUTES", "2")
        .hasEntrySatisfying(
            "KUMA_DATA_SOURCE_URL",
            url -> assertThat(url).startsWith("jdbc:postgresql://[::1]:5432/a%2Fb%3Fc?"));
  }

  @Test
  void aShellReadsTheVariablesAsTheyAre() throws IOException, InterruptedException {
    String text = "a'b\"c $HOME `id` \\ ${x} \n end'";
    String script =
        ServerVariables.toShell(new TreeMap<>(Map.of("KUMA_DATA_SOURCE_PASSWORD", text)));

    Process shell =
        new ProcessBuilder(
                "sh", "-c", "eval \"$1\"; printenv KUMA_DATA_SOURCE_PASSWORD", "sh", script)
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(text + "\n");
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void theServersDefaultsAreTheEmbeddedDatabase() {
    assertThat(ServerVariables.of(CpSettings.read(name -> Optional.empty()), QUIET)).isEmpty();
  }

  @Test
  void neverShowsThePassword() {
    CpSettings settings = with(Map.of("PASSWORD", "confidential"));

    assertThat(settings.toTree().at("/store/postgres/password").textValue()).isEqualTo("*****");
    assertThat(
            settings.toTree().toString()
                + settings
                + PostgresConnections.pooledUrl(settings.store().postgres()))
        .doesNotContain("confidential");
  }

  @ParameterizedTest
  @CsvSource({
    "disable, sslmode=disable",
    "verifyNone, sslmode=require",
    "verifyCa, sslmode=verify-ca",
    "verifyFull, sslmode=verify-full"
  })
  void knowsTheModesOfEncryption(String mode, String expected) {
    CpSettings settings = with(Map.of("TLS_MODE", mode, "TLS_CA_PATH", "/ca.pem"));

    assertThat(PostgresConnections.pooledUrl(settings.store().postgres())).contains(expected);
  }

  @Test
  void readsBothNamesOfTheAuthority() {
    Map<String, String> both =
        Map.of("TLS_MODE", "verifyCa", "TLS_ROOT_CERT_PATH", "/documented", "TLS_CA_PATH", "/read");
    Map<String, String> documented = new HashMap<>(both);
    documented.remove("TLS_CA_PATH");

    assertThat(with(both).store().postgres().tls().caPath()).isEqualTo("/read");
    assertThat(with(documented).store().postgres().tls().caPath()).isEqualTo("/documented");
    assertThat(with(documented).store().postgres().tls().mode()).isEqualTo(TlsMode.VERIFY_CA);
  }

  @Test
  void namesWhatHasNoEffect() {
    assertThat(
            with(Map.of(
                    "MAX_CONNECTION_LIFETIME", "2h",
                    "MAX_LIST_QUERY_ELEMENTS", "111",
                    "READ_REPLICA_HOST", "replica",
                    "TLS_DISABLE_SSLSNI", "true",
                    "MAX_OPEN_CONNECTIONS", "7"))
                .store()
                .postgres()
                .withoutEffect())
        .containsExactly(
            "KUMA_STORE_POSTGRES_MAX_CONNECTION_LIFETIME",
            "KUMA_STORE_POSTGRES_MAX_LIST_QUERY_ELEMENTS",
            "KUMA_STORE_POSTGRES_READ_REPLICA_HOST",
            "KUMA_STORE_POSTGRES_TLS_DISABLE_SSLSNI");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TLS_MODE | verifyAll | "verifyAll", but must be one of disable, verifyNone, verifyCa, verifyFull.
          TLS_MODE | verifyFull | KUMA_STORE_POSTGRES_TLS_CA_PATH does not say whose certificates to trust
          TLS_CERT_PATH | /c | TLS_CERT_PATH and KUMA_STORE_POSTGRES_TLS_KEY_PATH belong together
          DRIVER_NAME | mysql | one of pgx, postgres
          PORT | 0 | KUMA_STORE_POSTGRES_PORT
          MIN_OPEN_CONNECTIONS | 51 | must not be more than KUMA_STORE_POSTGRES_MAX_OPEN_CONNECTIONS
          """)
  void refusesWhatCannotBe(String name, String value, String message) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> with(Map.of(name, value)))
        .withMessageContaining(message.replace("\"\"", "\""))
        .withMessageContaining(PREFIX);
  }

  @Test
  void saysInOneSentenceThatNobodyAnswers() {
    CpSettings settings = with(Map.of("PORT", "1", "PASSWORD", "confidential"));

    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> new StoreDatabase(settings).look())
        .withMessageStartingWith("PostgreSQL at 127.0.0.1:1 cannot be used (")
        .withMessageContaining("KUMA_STORE_POSTGRES_HOST")
        .withMessageNotContaining("confidential");
  }

  @Test
  void migratesNothingOfTheEmbeddedDatabase() {
    assertThat(Migrate.run(name -> Optional.empty())).startsWith("Nothing to do");
  }

  private static CpSettings with(Map<String, String> environment) {
    return CpSettings.read(
        name ->
            name.equals("KUMA_STORE_TYPE")
                ? Optional.of("postgres")
                : Optional.ofNullable(
                    name.startsWith(PREFIX)
                        ? environment.get(name.substring(PREFIX.length()))
                        : null));
  }

  @Test
  void theAuditLogIsTurnedOnByWhereItGoes() {
    CpSettings settings = CpSettings.read(name -> Optional.empty());
    assertThat(ServerVariables.of(settings, new AuditSettings("/var/log/audit", "", 514)))
        .containsEntry("KUMA_AUDIT_LEVEL", "INFO")
        .containsEntry("KUMA_AUDIT_SYSLOG_ENABLED", "false");
    assertThat(ServerVariables.of(settings, new AuditSettings("", "syslog.example", 514)))
        .containsEntry("KUMA_AUDIT_SYSLOG_ENABLED", "true");
  }
}
