package io.kuma.kumactl;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no control plane. */
class GenerateTest {
  private final Path home;

  GenerateTest(@TempDir Path home) {
    this.home = home;
  }

  private Call kumactl(String... arguments) {
    return Call.of(home, "", arguments);
  }

  @Test
  void tokensThatAreSignedHereAreVerifiedByThePublicKey()
      throws IOException, GeneralSecurityException, ParseException, JOSEException {
    Files.writeString(
        home.resolve("key.pem"), kumactl("generate", "signing-key", "--format", "pem").out());
    String publicPem = kumactl("generate", "public-key", "--signing-key-path", "key.pem").out();
    byte[] encoded =
        Base64.getMimeDecoder()
            .decode(
                publicPem.replaceAll("-----[A-Z ]+-----", "").getBytes(StandardCharsets.US_ASCII));
    RSAPublicKey key =
        (RSAPublicKey)
            KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));

    Call call =
        kumactl(
            "generate",
            "dataplane-token",
            "--name",
            "web-1",
            "--mesh",
            "shop",
            "--tag",
            "kuma.io/service=web,web-admin",
            "--workload",
            "web",
            "--valid-for",
            "24h",
            "--signing-key-path",
            "key.pem",
            "--kid",
            "7");
    assertThat(call.err()).isEmpty();
    SignedJWT token = SignedJWT.parse(call.out());
    assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(token.getHeader().getKeyID()).isEqualTo("7");
    assertThat(token.getJWTClaimsSet().getClaims())
        .containsEntry("Name", "web-1")
        .containsEntry("Mesh", "shop")
        .containsEntry("Workload", "web")
        .containsEntry("Tags", Map.of("kuma.io/service", List.of("web", "web-admin")));
    assertThat(token.getJWTClaimsSet().getExpirationTime())
        .isEqualTo(
            Date.from(token.getJWTClaimsSet().getIssueTime().toInstant().plusSeconds(86_400)));
  }

  @Test
  void aKeyIsAsASecretHasIt() {
    String decoded =
        new String(
            Base64.getMimeDecoder().decode(kumactl("generate", "signing-key").out()),
            StandardCharsets.US_ASCII);
    assertThat(decoded).startsWith("-----BEGIN RSA PRIVATE KEY-----");
  }

  @Test
  void aTokenNeedsItsKeysName() {
    assertThat(
            kumactl(
                    "generate",
                    "user-token",
                    "--name",
                    "john",
                    "--valid-for",
                    "1h",
                    "--signing-key-path",
                    "none.pem")
                .err())
        .isEqualTo("Error: --kid is required when --signing-key-path is used\n");
    assertThat(
            kumactl(
                    "generate",
                    "user-token",
                    "--name",
                    "john",
                    "--valid-for",
                    "1h",
                    "--signing-key-path",
                    "none.pem",
                    "--kid",
                    "1")
                .err())
        .startsWith("Error: cannot read the key in ");
    assertThat(kumactl("generate", "user-token", "--name", "john").err()).contains("--valid-for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ecdsa"})
  void certificatesNameTheirHosts(String keyType) throws IOException, GeneralSecurityException {
    Call call =
        kumactl(
            "generate",
            "tls-certificate",
            "--type",
            "server",
            "--hostname",
            "kuma.example,127.0.0.1",
            "--key-type",
            keyType,
            "--cert-file",
            "c.pem",
            "--key-file",
            "k.pem");
    assertThat(call.out()).isEqualTo("Private key saved in k.pem\nCertificate saved in c.pem\n");
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(Files.readAllBytes(home.resolve("c.pem"))));
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> name.get(1))
        .map(Object::toString)
        .containsExactly("kuma.example", "127.0.0.1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("k.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aCertificateOfASortThatIsNoneIsRefused() {
    assertThat(kumactl("generate", "tls-certificate", "--type", "peer").err())
        .contains("it must be client or server");
    assertThat(kumactl("generate", "tls-certificate", "--type", "server").err())
        .contains("at least one hostname");
  }
}
