package io.kuma.core.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");
  private static final Duration DAY = Duration.ofHours(24);
  private static final List<String> URIS =
      List.of("spiffe://m/web", "kuma://kuma.io/service/web", "kuma://my_version/v_1");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CertificateAuthority AUTHORITY =
      CertificateAuthority.forMesh("m", BuiltinSettings.DEFAULT, NOW.minusSeconds(60), RANDOM);

  private final Identity identity = new Identity(AUTHORITY, URIS, DAY);

  @Test
  void issuesWhatTheContractSays() throws GeneralSecurityException {
    WorkloadCertificate issued = identity.issue(NOW, RANDOM);

    X509Certificate certificate = Pem.certificates(issued.certificate()).get(0);
    certificate.verify(AUTHORITY.certificate().getPublicKey());
    assertThat(certificate.getSubjectX500Principal().getName()).isEmpty();
    assertThat(uris(certificate)).containsExactlyElementsOf(URIS);
    // digitalSignature, keyEncipherment and keyAgreement.
    assertThat(certificate.getKeyUsage())
        .containsExactly(true, false, true, false, true, false, false, false, false);
    assertThat(certificate.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo("2030-01-02T03:03:55Z");
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo("2030-01-03T03:04:05Z");
    // RFC 5280, 4.2.1.6.
    assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.17");
  }

  @Test
  void givesEachCertificateItsOwnKey() {
    WorkloadCertificate one = identity.issue(NOW, RANDOM);
    WorkloadCertificate two = identity.issue(NOW, RANDOM);

    assertThat(one.privateKey()).isNotEqualTo(two.privateKey());
    PrivateKey key = Pem.privateKey(one.privateKey());
    assertThat(
            KeyPairs.belongTogether(Pem.certificates(one.certificate()).get(0).getPublicKey(), key))
        .isTrue();
    assertThat(
            KeyPairs.belongTogether(Pem.certificates(two.certificate()).get(0).getPublicKey(), key))
        .isFalse();
  }

  @Test
  void versionSaysWhatIsProvenAndUntilWhen() {
    IdentityVersion version = identity.issue(NOW, RANDOM).version();

    assertThat(version.notAfter()).isEqualTo("2030-01-03T03:04:05Z");
    assertThat(IdentityVersion.parse(version.toString())).contains(version);
    assertThat(version).isEqualTo(identity.issue(NOW, RANDOM).version());
  }

  @Test
  void recognisesItsVersionAfterARestart() {
    IdentityVersion version = identity.issue(NOW, RANDOM).version();
    CertificateAuthority again =
        CertificateAuthority.parse(AUTHORITY.certificatePem(), AUTHORITY.keyPem());

    Identity restarted = new Identity(again, URIS, DAY);

    assertThat(restarted.isCurrent(version, NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void recognisesNothingElse() {
    IdentityVersion version = identity.issue(NOW, RANDOM).version();
    CertificateAuthority other =
        CertificateAuthority.forMesh("m", BuiltinSettings.DEFAULT, NOW, RANDOM);

    assertThat(new Identity(other, URIS, DAY).isCurrent(version, NOW)).isFalse();
    assertThat(new Identity(AUTHORITY, List.of("spiffe://m/other"), DAY).isCurrent(version, NOW))
        .isFalse();
    assertThat(new Identity(AUTHORITY, URIS, Duration.ofHours(1)).isCurrent(version, NOW))
        .isFalse();
  }

  @Test
  void isDueAfterFourFifthsOfItsLife() {
    IdentityVersion version = identity.issue(NOW, RANDOM).version();
    Instant due = version.notAfter().minus(DAY.dividedBy(5));

    assertThat(identity.renewAt(version)).isEqualTo(due);
    assertThat(identity.isCurrent(version, due.minusSeconds(1))).isTrue();
    assertThat(identity.isCurrent(version, due)).isFalse();
  }

  @Test
  void takesNoVersionForWhatIsNone() {
    assertThat(IdentityVersion.parse("")).isEmpty();
    assertThat(IdentityVersion.parse("0123456789abcdef")).isEmpty();
    assertThat(IdentityVersion.parse("0123456789abcdeg.1")).isEmpty();
    assertThat(IdentityVersion.parse("0123456789abcdef.-1")).isEmpty();
    assertThat(IdentityVersion.parse("0123456789abcdef.1\n")).isEmpty();
  }

  @Property
  void everyVersionSurvivesTheWire(
      @ForAll @LongRange(min = 0, max = 253_402_300_799L) long seconds) {
    IdentityVersion version =
        new IdentityVersion("0123456789abcdef", Instant.ofEpochSecond(seconds));

    assertThat(IdentityVersion.parse(version.toString())).contains(version);
  }

  @Test
  void showsNoKey() {
    WorkloadCertificate issued = identity.issue(NOW, RANDOM);

    assertThat(issued.toString()).doesNotContain("PRIVATE KEY");
    assertThat(identity.toString()).doesNotContain("PRIVATE KEY").doesNotContain("modulus");
  }

  private static List<String> uris(X509Certificate certificate) throws GeneralSecurityException {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> (String) name.get(1))
        .toList();
  }
}
