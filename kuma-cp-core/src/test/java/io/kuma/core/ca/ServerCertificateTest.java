package io.kuma.core.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificateTest {
  private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void namesEveryAddressOfTheMachine(@TempDir Path home)
      throws IOException, GeneralSecurityException {
    X509Certificate certificate = leaf(kept(home, NOW));

    assertThat(certificate.getSubjectAlternativeNames())
        .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    // It is given to proxies as their authority, and Envoy wants digitalSignature of servers.
    assertThat(certificate.getBasicConstraints()).isGreaterThanOrEqualTo(0);
    assertThat(certificate.getKeyUsage()[0]).isTrue();
  }

  @Test
  void isKept(@TempDir Path home) throws IOException {
    Path directory = home.resolve("not/there/yet");
    ServerCertificate made = kept(directory, NOW);

    assertThat(kept(directory, NOW.plus(Duration.ofDays(365)))).isEqualTo(made);
    for (String file : List.of("kuma-cp.crt", "kuma-cp.key")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void isMadeAnewWhenItHasExpired(@TempDir Path home) throws IOException {
    ServerCertificate made = kept(home, NOW);
    Instant expired = leaf(made).getNotAfter().toInstant();

    assertThat(kept(home, expired.minusSeconds(1))).isEqualTo(made);
    assertThat(kept(home, expired)).isNotEqualTo(made);
  }

  @Test
  void isMadeAnewWhenAStartWasCutOff(@TempDir Path home) throws IOException {
    ServerCertificate made = kept(home, NOW);
    Files.writeString(home.resolve("kuma-cp.key"), kept(home.resolve("other"), NOW).privateKey());

    ServerCertificate repaired = kept(home, NOW);

    assertThat(repaired).isNotEqualTo(made);
    assertThat(kept(home, NOW)).isEqualTo(repaired);
  }

  @Test
  void refusesConfiguredFilesThatDoNotBelongTogether(@TempDir Path home) throws IOException {
    kept(home.resolve("a"), NOW);
    kept(home.resolve("b"), NOW);

    assertThatThrownBy(
            () ->
                ServerCertificate.read(
                    home.resolve("a/kuma-cp.crt"), home.resolve("b/kuma-cp.key")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ServerCertificate kept(Path directory, Instant now) throws IOException {
    return ServerCertificate.keptIn(directory, now, RANDOM);
  }

  private static X509Certificate leaf(ServerCertificate certificate) {
    return Pem.certificates(certificate.certificate()).get(0);
  }
}
