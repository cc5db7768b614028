package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.cp.boot.CpSettings.ProxyAuthn;
import io.kuma.cp.boot.CpSettings.StoreType;
import io.kuma.policy.Policies;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpSettingsTest {
  private static final Set<String> OURS =
      Set.of(
          "access.roles",
          "access.roles.enabled",
          "apiServer.maxBodyBytes",
          "general.shutdownDelay",
          // The recording leaves them out, as they are not set there.
          "tracing.openTelemetry.enabled",
          "tracing.openTelemetry.endpoint",
          "apiServer.authn.oidc",
          "apiServer.authn.oidc.issuer",
          "apiServer.authn.oidc.audience",
          "apiServer.authn.oidc.jwksUrl",
          "apiServer.authn.oidc.jwksFile",
          "apiServer.authn.oidc.userClaim",
          "apiServer.authn.oidc.groupsClaim");

  private static CpSettings with(Map<String, String> environment) {
    return CpSettings.read(name -> Optional.ofNullable(environment.get(name)));
  }

  @Test
  void readsValuesFromTheEnvironment() {
    CpSettings settings =
        with(
            Map.of(
                "KUMA_STORE_TYPE", "memory",
                "KUMA_DP_SERVER_PORT", " 15678 ",
                "KUMA_XDS_SERVER_NACK_BACKOFF", "1m30s",
                "KUMA_DP_SERVER_AUTHN_DP_PROXY_TYPE", "none",
                "KUMA_DEFAULTS_SKIP_MESH_CREATION", "true",
                "KUMA_DEFAULTS_SKIP_HOSTNAME_GENERATORS", "true",
                "KUMA_ACCESS_STATIC_ADMIN_RESOURCES_USERS", "a, b,",
                "KUMA_GENERAL_WORK_DIR", "/var/lib/kuma"));
    assertThat(settings.store().type()).isEqualTo(StoreType.MEMORY);
    assertThat(settings.dpServer().port()).isEqualTo(15678);
    assertThat(settings.xdsServer().nackBackoff()).isEqualTo(Duration.ofSeconds(90));
    assertThat(settings.dpServer().authn().dpProxy().type()).isEqualTo(ProxyAuthn.NONE);
    assertThat(settings.defaults().skipMeshCreation()).isTrue();
    assertThat(settings.defaults().skipHostnameGenerators()).isTrue();
    assertThat(settings.access().lists().adminResources().users()).containsExactly("a", "b");
    assertThat(settings.general().workDirectory()).isEqualTo(Path.of("/var/lib/kuma"));
  }

  @Test
  void takesEmptyForUnset() {
    assertThat(with(Map.of("KUMA_DP_SERVER_PORT", "", "KUMA_STORE_TYPE", " ")))
        .isEqualTo(with(Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KUMA_XDS_SERVER_NACK_BACKOFF | abc | a duration, such as 10s, 1m30s or 250ms
          KUMA_XDS_SERVER_NACK_BACKOFF | -1s | a duration, such as 10s, 1m30s or 250ms
          KUMA_XDS_SERVER_DATAPLANE_STATUS_FLUSH_INTERVAL | 0s | a duration longer than 0, such as 10s, 1m30s or 250ms
          KUMA_DP_SERVER_PORT | 65536 | a whole number from 0 to 65535
          KUMA_DP_SERVER_PORT | 5678x | a whole number from 0 to 65535
          KUMA_METRICS_DATAPLANE_SUBSCRIPTION_LIMIT | 0 | a whole number, at least 1
          KUMA_STORE_TYPE | postgress | one of h2, memory, postgres
          KUMA_MODE | global | one of zone, standalone
          KUMA_DP_SERVER_AUTHN_DP_PROXY_TYPE | dptoken | one of dpToken, none
          KUMA_STORE_UNSAFE_DELETE | yes | true or false
          KUMA_IPAM_MESH_SERVICE_CIDR | 241.0.0.0/31 | an IPv4 network with room for hosts, such as 241.0.0.0/8
          KUMA_MESH_SERVICE_GENERATION_INTERVAL | 0s | a duration longer than 0, such as 10s, 1m30s or 250ms
          """)
  void refusesWhatItDoesNotUnderstand(String name, String value, String allowed) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> with(Map.of(name, value)))
        .withMessage(name + " is \"" + value + "\", but must be " + allowed + ".");
  }

  @Test
  void policiesAreAllThereOrThoseThatAreNamed() {
    assertThat(with(Map.of()).policies().enabled().types()).isEqualTo(Policies.POLICIES);
    String name = "KUMA_PLUGIN_POLICIES_ENABLED";
    assertThat(with(Map.of(name, "meshtimeouts, meshtlses")).policies().enabled().types())
        .extracting(policy -> policy.resource().name())
        .containsExactly("MeshTLS", "MeshTimeout");
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> with(Map.of(name, "meshtimeouts,meshtimeout")))
        .withMessageStartingWith(
            name + ": \"meshtimeout\" is not among the policies meshaccesslogs, mesh");
  }

  @Test
  void refusesACertificateWithoutItsKey() {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> with(Map.of("KUMA_GENERAL_TLS_CERT_FILE", "/tls.crt")))
        .withMessageContaining(
            "KUMA_GENERAL_TLS_CERT_FILE and KUMA_GENERAL_TLS_KEY_FILE belong together");
  }

  @Test
  void serversWithoutACertificateUseTheGeneralOne() {
    CpSettings settings =
        with(
            Map.of(
                "KUMA_GENERAL_TLS_CERT_FILE", "/general.crt",
                "KUMA_GENERAL_TLS_KEY_FILE", "/general.key",
                "KUMA_DP_SERVER_TLS_CERT_FILE", "/dp.crt",
                "KUMA_DP_SERVER_TLS_KEY_FILE", "/dp.key"));
    assertThat(settings.proxiesTls())
        .contains(new TlsFiles(Path.of("/dp.crt"), Path.of("/dp.key")));
    assertThat(settings.apiTls())
        .contains(new TlsFiles(Path.of("/general.crt"), Path.of("/general.key")));
    assertThat(with(Map.of()).proxiesTls()).isEmpty();
  }

  /** What {@code GET /config} shows of a control plane that nobody configured. */
  @Test
  void showsTheTreeOfTheReferenceConfiguration() throws IOException {
    Path golden = Path.of("src/test/resources/io/kuma/cp/boot/config.golden.json");
    ObjectMapper json = new ObjectMapper();
    String shown =
        json.writerWithDefaultPrettyPrinter().writeValueAsString(with(Map.of()).toTree()) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(golden));
  }

  /** Keys that the contract does not know are ours alone, and few. */
  @Test
  void showsOnlyKeysThatTheContractKnows() throws IOException {
    Path recorded =
        Path.of(
            System.getProperty("kuma.conformance.dir"),
            "recorded/rest-meta/config/expected/config.json");
    JsonNode contract = new ObjectMapper().readTree(recorded.toFile()).get("body");
    Set<String> known = keys("", contract);
    known.addAll(OURS);
    assertThat(keys("", with(Map.of()).toTree())).isSubsetOf(known);
  }

  @Test
  void everySettingHasAPlaceOfItsOwn() {
    List<String> names = names(CpSettings.class);
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.startsWith("KUMA_"));
  }

  private static Set<String> keys(String prefix, JsonNode tree) {
    TreeSet<String> keys = new TreeSet<>();
    tree.properties()
        .iterator()
        .forEachRemaining(
            field -> {
              keys.add(prefix + field.getKey());
              if (field.getValue() instanceof ObjectNode inner) {
                keys.addAll(keys(prefix + field.getKey() + ".", inner));
              }
            });
    return keys;
  }

  private static List<String> names(Class<?> type) {
    List<String> names = new ArrayList<>();
    Arrays.stream(type.getRecordComponents()).forEach(component -> collect(component, names));
    return names;
  }

  private static void collect(RecordComponent component, List<String> names) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      names.addAll(names(component.getType()));
    } else {
      names.add(setting.env());
    }
  }
}
