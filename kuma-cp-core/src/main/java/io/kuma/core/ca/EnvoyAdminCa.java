package io.kuma.core.ca;

import io.kuma.core.manager.Essential;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Where the authority between the control plane and Envoys' admin listeners is kept: one global
 * secret with the certificate and the key behind each other (contract 3.5). Whoever wants another
 * authority replaces the secret and restarts the control planes.
 */
public final class EnvoyAdminCa {
  private static final ResourceKey KEY = CoreTypes.GLOBAL_SECRET.key("", "envoy-admin-ca");

  private EnvoyAdminCa() {}

  public static Essential<GlobalSecret> essential(Clock clock, SecureRandom random) {
    return new Essential<>(
        CoreTypes.GLOBAL_SECRET,
        KEY,
        () -> {
          CertificateAuthority made = CertificateAuthority.forEnvoyAdmin(clock.instant(), random);
          String pem = made.certificatePem() + made.keyPem();
          return GlobalSecret.of(pem.getBytes(StandardCharsets.US_ASCII));
        });
  }

  /**
   * The authority.
   *
   * @throws IllegalStateException if the secret is gone, or does not hold what it should
   */
  public static CertificateAuthority read(ResourceReader reader) {
    GlobalSecret secret =
        reader
            .find(CoreTypes.GLOBAL_SECRET, KEY)
            .orElseThrow(() -> new IllegalStateException(KEY + " is gone"))
            .spec();
    try {
      return CertificateAuthority.parse(new String(secret.content(), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(KEY + " cannot be used: " + e.getMessage(), e);
    }
  }
}
