package io.kuma.core.ca;

import io.kuma.model.Violations.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whether a certificate that somebody provides can sign certificates of workloads (X509-SVID, 4.1
 * and 4.3).
 */
final class ProvidedAuthority {
  // Positions in X509Certificate.getKeyUsage().
  private static final int KEY_AGREEMENT = 4;
  private static final int KEY_CERT_SIGN = 5;

  private ProvidedAuthority() {}

  static void check(String certificatePem, String keyPem, Path path) {
    List<X509Certificate> chain;
    try {
      chain = CertificateAuthority.parse(certificatePem, keyPem).chain();
    } catch (IllegalArgumentException e) {
      path.add("not a valid TLS key pair: " + e.getMessage());
      return;
    }
    for (int i = 0; i < chain.size(); i++) {
      check(chain.get(i), path.index(i));
    }
  }

  private static void check(X509Certificate certificate, Path path) {
    if (certificate.getBasicConstraints() < 0) {
      path.add(
          "basic constraint 'CA' must be set to 'true' (see X509-SVID: 4.1. Basic Constraints)");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null || !usage[KEY_CERT_SIGN]) {
      path.add("key usage extension 'keyCertSign' must be set (see X509-SVID: 4.3. Key Usage)");
    }
    if (usage != null && usage[KEY_AGREEMENT]) {
      path.add(
          "key usage extension 'keyAgreement' must NOT be set (see X509-SVID: Appendix A. X.509"
              + " Field Reference)");
    }
  }
}
