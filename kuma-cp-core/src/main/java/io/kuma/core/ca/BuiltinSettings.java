package io.kuma.core.ca;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Violations.Path;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend.DpCert;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend.Mode;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend.Rotation;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a mesh may ask of its builtin authority: {@code conf.caCert.RSAbits} and {@code
 * conf.caCert.expiration}.
 *
 * @param lifetime of the root certificate; empty for the contract's ten years
 */
record BuiltinSettings(int rsaBits, Optional<Duration> lifetime) {
  static final BuiltinSettings DEFAULT = new BuiltinSettings(KeyPairs.RSA_BITS, Optional.empty());

  private static final int MIN_BITS = 1024;
  private static final int MAX_BITS = 8192;

  /** Reads settings that passed {@link #check}. */
  static BuiltinSettings of(@Nullable JsonNode conf) {
    if (conf == null) {
      return DEFAULT;
    }
    JsonNode certificate = conf.path("caCert");
    int bits = certificate.path("RSAbits").asInt();
    return new BuiltinSettings(
        bits == 0 ? KeyPairs.RSA_BITS : bits,
        lifetime(certificate.path("expiration").asText()).filter(it -> !it.isZero()));
  }

  /** Reports settings that no certificate can be made of. */
  static void check(@Nullable JsonNode conf, Path path) {
    if (conf == null) {
      return;
    }
    JsonNode certificate = conf.path("caCert");
    JsonNode bits = certificate.path("RSAbits");
    if (!bits.isMissingNode()
        && !bits.isNull()
        && bits.asInt() != 0
        && (bits.asInt() < MIN_BITS || bits.asInt() > MAX_BITS)) {
      path.field("caCert")
          .field("RSAbits")
          .add("must be in range [" + MIN_BITS + ", " + MAX_BITS + "]");
    }
    String expiration = certificate.path("expiration").asText();
    if (!expiration.isEmpty() && lifetime(expiration).isEmpty()) {
      path.field("caCert").field("expiration").add("has to be a valid format");
    }
  }

  /** The mesh's own way to read the life of certificates. */
  private static Optional<Duration> lifetime(String text) {
    DpCert certificates = new DpCert(new Rotation(text), null);
    return new CertificateAuthorityBackend("", "", certificates, null, Mode.STRICT, null)
        .certificateLifetime();
  }
}
