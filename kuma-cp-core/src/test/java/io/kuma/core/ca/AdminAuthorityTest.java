package io.kuma.core.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.manager.Essentials;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.core.proxy.AdminTls;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdminAuthorityTest {
  private final ResourceManager manager = TestControlPlane.standalone().manager();

  AdminAuthorityTest() {
    new Essentials(manager)
        .ensure(List.of(EnvoyAdminCa.essential(Clock.systemUTC(), new SecureRandom())));
  }

  @Test
  void isTheSameAfterARestart() {
    AdminTls before = authority().forProxy("m", "d", "192.0.2.1");

    assertThat(authority().forProxy("m", "d", "192.0.2.1")).isEqualTo(before);
    assertThat(authority().forControlPlane()).isEqualTo(authority().forControlPlane());
  }

  @Test
  void givesEachProxyItsOwnKey() {
    String key = authority().forProxy("m", "d", "192.0.2.1").privateKey();

    assertThat(authority().forProxy("m", "e", "192.0.2.1").privateKey()).isNotEqualTo(key);
    assertThat(authority().forProxy("n", "d", "192.0.2.1").privateKey()).isNotEqualTo(key);
    assertThat(authority().forProxy("m", "d", "192.0.2.2").privateKey()).isNotEqualTo(key);
  }

  @Test
  void servesTheAddressOfTheProxy() throws GeneralSecurityException {
    AdminTls tls = authority().forProxy("m", "d", "192.0.2.1");

    X509Certificate certificate = certificate(tls);
    certificate.verify(Pem.certificates(tls.authority()).get(0).getPublicKey());
    assertThat(certificate.getSubjectAlternativeNames())
        .singleElement()
        .isEqualTo(List.of(7, "192.0.2.1"));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.getSerialNumber()).isPositive();
    assertThat(
            KeyPairs.belongTogether(certificate.getPublicKey(), Pem.privateKey(tls.privateKey())))
        .isTrue();
  }

  @Test
  void servesAHostName() throws GeneralSecurityException {
    AdminTls tls = authority().forProxy("m", "d", "proxy.example.test");

    assertThat(certificate(tls).getSubjectAlternativeNames())
        .containsExactly(List.of(2, "proxy.example.test"));
  }

  @Test
  void callsByTheNameThatProxiesExpect() throws GeneralSecurityException {
    AdminTls tls = authority().forControlPlane();

    assertThat(certificate(tls).getSubjectAlternativeNames())
        .containsExactly(List.of(2, "kuma-cp"));
    assertThat(certificate(tls).getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
  }

  private AdminAuthority authority() {
    return new AdminAuthority(EnvoyAdminCa.read(manager));
  }

  private static X509Certificate certificate(AdminTls tls) {
    return Pem.certificates(tls.certificate()).get(0);
  }
}
