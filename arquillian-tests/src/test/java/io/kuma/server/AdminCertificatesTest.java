package io.kuma.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.ca.Identity;
import io.kuma.core.ca.Pem;
import io.kuma.core.ca.WorkloadCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Administrators who show a certificate to the HTTPS of the distribution. */
class AdminCertificatesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final char[] PASSWORD = "x".toCharArray();

  private final Path directory;
  private final CertificateAuthority trusted = authority();

  AdminCertificatesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void whoeverShowsATrustedCertificateIsAnAdministrator() throws Exception {
    Path certificates = Files.createDirectory(directory.resolve("clients"));
    Files.writeString(certificates.resolve("ca.pem"), trusted.certificatePem());
    Distribution distribution =
        new Distribution(directory.resolve("kuma"))
            .with("KUMA_API_SERVER_AUTHN_LOCALHOST_IS_ADMIN", "false")
            .with("KUMA_API_SERVER_AUTHN_TYPE", "adminClientCerts")
            .with("KUMA_API_SERVER_AUTH_CLIENT_CERTS_DIR", certificates.toString());
    Process process = distribution.start();
    try {
      HttpClient admin = client(distribution, trusted);
      assertThat(get(distribution, admin, "/secrets").statusCode()).isEqualTo(200);
      assertThat(get(distribution, admin, "/who-am-i").body()).contains("mesh-system:admin");
      // What proves by certificates knows no tokens of users.
      assertThat(token(distribution, admin, "/tokens/user").statusCode()).isEqualTo(404);
      assertThat(token(distribution, admin, "/tokens/dataplane").statusCode()).isEqualTo(200);

      HttpClient nobody = client(distribution, null);
      assertThat(get(distribution, nobody, "/meshes").statusCode()).isEqualTo(200);
      assertThat(get(distribution, nobody, "/secrets").statusCode()).isEqualTo(403);
      assertThat(distribution.get("KUMA_API_SERVER_HTTP_PORT", "/secrets").statusCode())
          .isEqualTo(403);

      assertNoAdministrator(distribution, client(distribution, authority()));
    } finally {
      distribution.stop(process);
    }
    assertThat(distribution.log()).doesNotContain(" ERROR ");
  }

  @Test
  void aCertificateMayBeRequired() throws Exception {
    Path file = Files.writeString(directory.resolve("ca.pem"), trusted.certificatePem());
    Distribution distribution =
        new Distribution(directory.resolve("kuma"))
            .with("KUMA_API_SERVER_AUTHN_LOCALHOST_IS_ADMIN", "false")
            .with("KUMA_API_SERVER_HTTPS_REQUIRE_CLIENT_CERT", "true")
            .with("KUMA_API_SERVER_HTTPS_TLS_CA_FILE", file.toString());
    Process process = distribution.start();
    try {
      assertThatThrownBy(() -> get(distribution, client(distribution, null), "/meshes"))
          .isInstanceOf(IOException.class);
      HttpClient known = client(distribution, trusted);
      assertThat(get(distribution, known, "/meshes").statusCode()).isEqualTo(200);
      // It opens the door; who comes in is said by tokens.
      assertThat(get(distribution, known, "/secrets").statusCode()).isEqualTo(403);
    } finally {
      distribution.stop(process);
    }
  }

  /** Its name is the trusted authority's, its key is not, so that clients offer it. */
  private static void assertNoAdministrator(Distribution distribution, HttpClient stranger)
      throws InterruptedException {
    try {
      assertThat(get(distribution, stranger, "/secrets").statusCode()).isEqualTo(403);
    } catch (IOException e) {
      // The handshake has failed: as good.
      assertThat(e).hasMessageContaining("certificate");
    }
  }

  private static HttpResponse<String> get(Distribution distribution, HttpClient client, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(distribution, path)).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> token(
      Distribution distribution, HttpClient client, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(distribution, path))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"name\": \"x\", \"mesh\": \"default\", \"validFor\": \"1h\"}"))
            .build(),
        BodyHandlers.ofString());
  }

  private static URI uri(Distribution distribution, String path) {
    return URI.create(
        "https://localhost:" + distribution.port("KUMA_API_SERVER_HTTPS_PORT") + path);
  }

  /** Trusts the distribution, and shows a certificate if there is somebody to issue one. */
  private static HttpClient client(
      Distribution distribution, @Nullable CertificateAuthority authority)
      throws GeneralSecurityException, IOException {
    KeyStore server = KeyStore.getInstance("PKCS12");
    server.load(null, null);
    server.setCertificateEntry(
        "kuma",
        Pem.certificates(Files.readString(distribution.workDirectory().resolve("kuma-cp.crt")))
            .get(0));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(server);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        authority == null ? new KeyManager[0] : keys(authority), trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static KeyManager[] keys(CertificateAuthority authority)
      throws GeneralSecurityException, IOException {
    WorkloadCertificate client =
        new Identity(authority, List.of("spiffe://ops/jane"), Duration.ofHours(1))
            .issue(Instant.now(), RANDOM);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        "own",
        Pem.privateKey(client.privateKey()),
        PASSWORD,
        Pem.certificates(client.certificate()).toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    return keys.getKeyManagers();
  }

  private static CertificateAuthority authority() {
    return CertificateAuthority.forEnvoyAdmin(Instant.now(), RANDOM);
  }
}
