package io.kuma.core.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.model.json.JacksonResourceCodec;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void makesARootAsTheContractSays() throws GeneralSecurityException {
    CertificateAuthority authority =
        CertificateAuthority.forMesh("demo", BuiltinSettings.DEFAULT, NOW, RANDOM);

    X509Certificate root = authority.certificate();
    root.verify(root.getPublicKey());
    assertThat(((RSAPublicKey) root.getPublicKey()).getModulus().bitLength()).isEqualTo(2048);
    assertThat(root.getSubjectX500Principal().getName()).isEqualTo("CN=demo,OU=Mesh,O=Kuma");
    assertThat(root.getSubjectAlternativeNames())
        .singleElement()
        .satisfies(name -> assertThat(name.get(1)).isEqualTo("spiffe://demo"));
    assertThat(root.getBasicConstraints()).isGreaterThanOrEqualTo(0);
    // keyCertSign and cRLSign.
    assertThat(root.getKeyUsage())
        .containsExactly(false, false, false, false, false, true, true, false, false);
    assertThat(root.getNotBefore().toInstant()).isEqualTo(NOW.minusSeconds(10));
    assertThat(root.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
    assertThat(authority.keyPem()).startsWith("-----BEGIN RSA PRIVATE KEY-----");
  }

  @Test
  void makesTheRootThatAMeshAsksFor() {
    JsonNode conf = json("{\"caCert\":{\"RSAbits\":3072,\"expiration\":\"1d\"}}");

    CertificateAuthority authority =
        CertificateAuthority.forMesh("demo", BuiltinSettings.of(conf), NOW, RANDOM);

    X509Certificate root = authority.certificate();
    assertThat(((RSAPublicKey) root.getPublicKey()).getModulus().bitLength()).isEqualTo(3072);
    assertThat(root.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void refusesSettingsOfWhichNoRootCanBeMade() {
    Violations violations = new Violations();

    BuiltinSettings.check(
        json("{\"caCert\":{\"RSAbits\":7,\"expiration\":\"soon\"}}"), violations.at("conf"));
    BuiltinSettings.check(json("{\"caCert\":{}}"), violations.at("conf"));
    BuiltinSettings.check(null, violations.at("conf"));

    assertThat(violations.toList())
        .containsExactly(
            new Violation("conf.caCert.RSAbits", "must be in range [1024, 8192]"),
            new Violation("conf.caCert.expiration", "has to be a valid format"));
  }

  @Test
  void readsWhatItWrote() {
    CertificateAuthority authority = CertificateAuthority.forEnvoyAdmin(NOW, RANDOM);

    CertificateAuthority read =
        CertificateAuthority.parse(authority.certificatePem() + authority.keyPem());

    assertThat(read).isEqualTo(authority);
    assertThatThrownBy(() -> CertificateAuthority.parse(authority.certificatePem()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CertificateAuthority.parse(authority.keyPem()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void escapesNamesOfOldMeshes() {
    CertificateAuthority authority =
        CertificateAuthority.forMesh("a,b=c", BuiltinSettings.DEFAULT, NOW, RANDOM);

    assertThat(authority.certificate().getSubjectX500Principal().getName())
        .startsWith("CN=a\\,b\\=c,OU=Mesh");
  }

  @Test
  void trustsTheWholeChain() {
    CertificateAuthority root =
        CertificateAuthority.forMesh("a", BuiltinSettings.DEFAULT, NOW, RANDOM);
    CertificateAuthority other =
        CertificateAuthority.forMesh("b", BuiltinSettings.DEFAULT, NOW, RANDOM);
    String both = root.certificatePem() + other.certificatePem();

    CertificateAuthority chained = CertificateAuthority.parse(both, root.keyPem());

    assertThat(chained.chain()).isEqualTo(List.of(root.certificate(), other.certificate()));
    assertThat(chained.certificatePem()).isEqualTo(both);
  }

  private static JsonNode json(String text) {
    return new JacksonResourceCodec().parseJson(text);
  }
}
