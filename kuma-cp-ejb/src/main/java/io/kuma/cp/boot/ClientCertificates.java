package io.kuma.cp.boot;

import io.kuma.core.ca.Pem;
import io.kuma.cp.boot.AuthnSettings.ApiAuthnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whose certificates callers of HTTPS may show, and whether they have to (contract 1.1).
 *
 * @param required nobody is let in without
 * @param asked whoever has one may show it
 * @param directory of PEM files ({@code .pem}, {@code .crt}) with certificates, or with those of
 *     authorities; empty for none
 * @param authorities a PEM file; empty for none
 */
record ClientCertificates(boolean required, boolean asked, String directory, String authorities) {
  private static final String DIRECTORY = "KUMA_API_SERVER_AUTH_CLIENT_CERTS_DIR";
  private static final String FILE = "KUMA_API_SERVER_HTTPS_TLS_CA_FILE";

  /** In the tree of the reference configuration. */
  public record Auth(@Setting(env = DIRECTORY) String clientCertsDir) {}

  static ClientCertificates of(CpSettings settings) {
    ApiServerSettings server = settings.apiServer();
    return new ClientCertificates(
        server.https().requireClientCert(),
        server.https().requireClientCert()
            || server.authn().type() == ApiAuthnType.ADMIN_CLIENT_CERTS,
        server.auth().clientCertsDir(),
        server.https().tlsCaFile());
  }

  /**
   * Refuses what no caller could satisfy, and files that cannot be used.
   *
   * @throws BadSetting in one sentence
   */
  void check() {
    if (asked && trusted().isEmpty()) {
      throw new BadSetting(
          (required
                  ? "KUMA_API_SERVER_HTTPS_REQUIRE_CLIENT_CERT is true"
                  : "KUMA_API_SERVER_AUTHN_TYPE is \"adminClientCerts\"")
              + ", but there are no certificates to trust: set "
              + DIRECTORY
              + " or "
              + FILE
              + ".");
    }
  }

  /** What the server's configuration reads. */
  void putVariables(Map<String, String> variables) {
    if (asked) {
      variables.put("KUMA_API_SERVER_CLIENT_CERT_WANTED", "true");
      variables.put("KUMA_API_SERVER_CLIENT_CERT_REQUIRED", Boolean.toString(required));
    }
  }

  /** As the server's HTTPS takes them; empty where nobody is asked. */
  KeyStore trustStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    List<X509Certificate> trusted = asked ? trusted() : List.of();
    for (int i = 0; i < trusted.size(); i++) {
      store.setCertificateEntry("client-" + i, trusted.get(i));
    }
    return store;
  }

  private List<X509Certificate> trusted() {
    List<X509Certificate> trusted = new ArrayList<>();
    if (!directory.isEmpty()) {
      try (Stream<Path> files = Files.list(Path.of(directory))) {
        for (Path file : files.filter(ClientCertificates::isPem).sorted().toList()) {
          trusted.addAll(read(DIRECTORY, file));
        }
      } catch (IOException e) {
        throw new BadSetting(DIRECTORY + " cannot be read: " + e + ".");
      }
    }
    if (!authorities.isEmpty()) {
      trusted.addAll(read(FILE, Path.of(authorities)));
    }
    return trusted;
  }

  private static boolean isPem(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".pem") || name.endsWith(".crt"));
  }

  private static List<X509Certificate> read(String setting, Path file) {
    try {
      return Pem.certificates(Files.readString(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new BadSetting(setting + ": " + file + " cannot be used: " + e + ".");
    }
  }
}
