package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  private Path directory;

  @SuppressWarnings("NullAway.Init") // by JUnit
  private String name;

  @BeforeEach
  void name() {
    name = directory.resolve("kuma.yml").toString();
  }

  private LauncherSettings with(String yaml, Map<String, String> environment) throws IOException {
    Files.writeString(Path.of(name), yaml);
    return new LauncherSettings(
        variable -> Optional.ofNullable(environment.get(variable)),
        Optional.of(SettingsFile.read(name)));
  }

  @Test
  void saysWhatTheEnvironmentLeavesOpen() throws IOException {
    LauncherSettings given =
        with(
            """
            store:
              type: memory
              postgres:
                port: 5433
              encryption:
                keyFile: /keys
            dpServer: { port: 1234 }
            xdsServer: { nackBackoff: 1m }
            Defaults: { SkipMeshCreation: on, skipHostnameGenerators: true }
            general: { workDir: }
            """,
            Map.of("KUMA_DP_SERVER_PORT", "4321", "KUMA_STORE_TYPE", " "));
    CpSettings settings = CpSettings.read(given.source());
    assertThat(settings.dpServer().port()).isEqualTo(4321);
    assertThat(settings.store().type()).isEqualTo(CpSettings.StoreType.MEMORY);
    assertThat(settings.defaults()).isEqualTo(new CpSettings.Defaults(true, true));
    assertThat(given.fromFile())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "KUMA_STORE_TYPE", "memory",
                "KUMA_STORE_POSTGRES_PORT", "5433",
                "KUMA_STORE_ENCRYPTION_KEY_FILE", "/keys",
                "KUMA_XDS_SERVER_NACK_BACKOFF", "1m",
                "KUMA_DEFAULTS_SKIP_MESH_CREATION", "true",
                "KUMA_DEFAULTS_SKIP_HOSTNAME_GENERATORS", "true"));
    assertThat(given.warning()).isEmpty();
  }

  @Test
  void listsAreListsAndMayBeEmpty() throws IOException {
    LauncherSettings given =
        with(
            """
            access: { static: { adminResources: { users: [], groups: [ops, admins] } } }
            apiServer: { authn: { tokens: { validator: { publicKeys: [{ kid: "1", keyFile: "/a,b" }] } } } }
            """,
            Map.of());
    assertThat(given.fromFile())
        .containsEntry("KUMA_ACCESS_STATIC_ADMIN_RESOURCES_GROUPS", "ops,admins")
        .containsEntry(
            "KUMA_API_SERVER_AUTHN_TOKENS_VALIDATOR_PUBLIC_KEYS",
            "[{\"kid\":\"1\",\"keyFile\":\"/a,b\"}]");
    AccessSettings.AdminResources admins =
        new SettingsReader(given.source()).read(AccessSettings.AdminResources.class);
    assertThat(admins.users()).isEmpty();
    assertThat(admins.groups()).containsExactly("ops", "admins");
  }

  /** Where a setting has two names, either of them in the environment comes first. */
  @Test
  void anotherNameInTheEnvironmentComesFirstToo() throws IOException {
    LauncherSettings given =
        with(
            "apiServer: { https: { tlsCaFile: /file } }",
            Map.of("KUMA_API_SERVER_HTTPS_CLIENT_CERTS_CA_FILE", "/environment"));
    assertThat(given.fromFile()).isEmpty();
    assertThat(CpSettings.read(given.source()).apiServer().https().tlsCaFile())
        .isEqualTo("/environment");
  }

  @Test
  void tellsWhatHasNoEffect() throws IOException {
    assertThat(
            with("runtime: { kubernetes: { admissionServer: { port: 1 } } }\nreports:\n", Map.of())
                .warning())
        .contains(name + " sets what has no effect here: runtime.kubernetes, reports.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stor: {}                       | stor is not known; at the top there are access, apiServer,
          dpServer: {prt: 1}             | dpServer.prt is not known; in dpServer there are authn, gracefulShutdownTimeout
          dpServer: 1                    | dpServer must be an object with authn,
          dpServer: {port: [1]}          | dpServer.port must be one value.
          policies: {pluginPoliciesEnabled: meshtimeouts} | policies.pluginPoliciesEnabled must be a list.
          policies: {pluginPoliciesEnabled: ['a,b']} | policies.pluginPoliciesEnabled[0] must not have a comma in it.
          [1]                            | must be an object with access, apiServer,
          'a: {'                         | is no YAML that can be used: while parsing
          """)
  void namesThePlaceOfWhatItDoesNotUnderstand(String yaml, String said) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> with(yaml, Map.of()))
        .withMessageStartingWith(name + ": " + said)
        .withMessageNotContaining("\n");
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> SettingsFile.read(name))
        .withMessage("The file " + name + " cannot be read (NoSuchFileException).");
  }

  /** Who wrote a file need not know the variables. */
  @Test
  void badValuesAreNamedWhereTheyStand() throws IOException {
    LauncherSettings given = with("dpServer: {port: 70000}\ngeneral: {tlsCertFile: /a}", Map.of());
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> given.explain(settings -> refusal(settings)))
        .withMessage(
            name + ": dpServer.port is \"70000\", but must be a whole number from 0 to 65535.");
    LauncherSettings other = with("general: {tlsCertFile: /a}", Map.of());
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> other.explain(settings -> refusal(settings)))
        .withMessage(
            name
                + ": general.tlsCertFile and KUMA_GENERAL_TLS_KEY_FILE belong together: set both or"
                + " none.");
    LauncherSettings third = with("dpServer: {port: 1}", Map.of("KUMA_DP_SERVER_PORT", "x"));
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> third.explain(settings -> refusal(settings)))
        .withMessageStartingWith("KUMA_DP_SERVER_PORT is \"x\"");
  }

  private static String refusal(LauncherSettings settings) {
    return CpSettings.read(settings.source()).toString();
  }
}
