package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kuma.core.ca.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom HTTPS asks for certificates, and which it trusts. */
class ClientCertificatesTest {
  private static final String TYPE = "KUMA_API_SERVER_AUTHN_TYPE";
  private static final String REQUIRE = "KUMA_API_SERVER_HTTPS_REQUIRE_CLIENT_CERT";
  private static final String DIRECTORY = "KUMA_API_SERVER_AUTH_CLIENT_CERTS_DIR";
  private static final String FILE = "KUMA_API_SERVER_HTTPS_TLS_CA_FILE";

  private final Path directory;

  ClientCertificatesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void nobodyIsAskedUnlessItIsSaid() throws IOException, GeneralSecurityException {
    Files.writeString(directory.resolve("a.pem"), authority());
    ClientCertificates clients = of(Map.of(DIRECTORY, directory.toString()));
    assertThat(variables(clients)).isEmpty();
    assertThat(clients.trustStore().size()).isZero();
  }

  @Test
  void trustsTheFilesOfADirectoryThatAreCalledLikeCertificates()
      throws IOException, GeneralSecurityException {
    Files.writeString(directory.resolve("a.pem"), authority() + authority());
    Files.writeString(directory.resolve("b.crt"), authority());
    Files.writeString(directory.resolve("README"), "no certificate");
    Files.createDirectory(directory.resolve("c.pem"));
    ClientCertificates clients =
        of(Map.of(TYPE, "adminClientCerts", DIRECTORY, directory.toString()));
    assertThat(Collections.list(clients.trustStore().aliases())).hasSize(3);
    assertThat(variables(clients))
        .isEqualTo(
            Map.of(
                "KUMA_API_SERVER_CLIENT_CERT_WANTED", "true",
                "KUMA_API_SERVER_CLIENT_CERT_REQUIRED", "false"));
  }

  @ParameterizedTest
  @ValueSource(strings = {FILE, "KUMA_API_SERVER_HTTPS_CLIENT_CERTS_CA_FILE"})
  void requiresThoseOfAnAuthority(String setting) throws IOException, GeneralSecurityException {
    Path file = Files.writeString(directory.resolve("ca"), authority());
    ClientCertificates clients = of(Map.of(REQUIRE, "true", setting, file.toString()));
    assertThat(clients.trustStore().size()).isEqualTo(1);
    assertThat(variables(clients)).containsEntry("KUMA_API_SERVER_CLIENT_CERT_REQUIRED", "true");
  }

  @Test
  void refusesToAskForCertificatesThatItCouldNotTrust() throws IOException {
    refused(
        Map.of(TYPE, "adminClientCerts"),
        TYPE
            + " is \"adminClientCerts\", but there are no certificates to trust: set "
            + DIRECTORY
            + " or "
            + FILE
            + ".");
    refused(
        Map.of(REQUIRE, "true", DIRECTORY, directory.toString()),
        REQUIRE + " is true, but there are no certificates to trust");
    refused(
        Map.of(REQUIRE, "true", DIRECTORY, directory.resolve("none").toString()),
        DIRECTORY + " cannot be read: ");
    Path file = Files.writeString(directory.resolve("a.pem"), "nothing");
    refused(
        Map.of(REQUIRE, "true", DIRECTORY, directory.toString()),
        DIRECTORY + ": " + file + " cannot be used: ");
    refused(Map.of(REQUIRE, "true", FILE, "/none.pem"), FILE + ": /none.pem cannot be used: ");
  }

  private static ClientCertificates of(Map<String, String> environment) {
    return ClientCertificates.of(
        CpSettings.read(name -> Optional.ofNullable(environment.get(name))));
  }

  private static void refused(Map<String, String> environment, String message) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> of(new HashMap<>(environment)))
        .withMessageStartingWith(message);
  }

  private static Map<String, String> variables(ClientCertificates clients) {
    Map<String, String> variables = new TreeMap<>();
    clients.putVariables(variables);
    return variables;
  }

  static String authority() {
    return CertificateAuthority.forEnvoyAdmin(Instant.now(), new SecureRandom()).certificatePem();
  }
}
