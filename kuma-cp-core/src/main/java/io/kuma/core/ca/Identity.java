package io.kuma.core.ca;

import io.kuma.core.ca.CertificateDraft.Purpose;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * What a proxy's certificate proves, and who says so.
 *
 * @param authority signs it
 * @param uris SPIFFE IDs of its services, then its tags (contract 3.5); the order is a part of it
 * @param lifetime how long a certificate holds
 */
public record Identity(CertificateAuthority authority, List<String> uris, Duration lifetime) {
  public Identity {
    uris = List.copyOf(uris);
  }

  /**
   * A hash of all that the certificate depends on, in 16 hex digits. Two control planes with the
   * same authority agree on it, which is what lets them recognise a certificate that the other has
   * issued.
   */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(authority.certificate().getEncoded());
      digest.update(lifetime.toString().getBytes(StandardCharsets.UTF_8));
      for (String uri : uris) {
        digest.update((byte) 0);
        digest.update(uri.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the authority's certificate cannot be encoded", e);
    }
  }

  /** Issues a certificate with a new key. */
  public WorkloadCertificate issue(Instant now, SecureRandom random) {
    KeyPair keys = KeyPairs.elliptic(random);
    // Whole seconds, because certificates and versions have no finer ones.
    Instant notAfter = Instant.ofEpochSecond(now.plus(lifetime).getEpochSecond());
    X509CertificateHolder certificate =
        new CertificateDraft(
                CertificateDraft.NO_SUBJECT,
                uris.stream().map(CertificateDraft::uri).toList(),
                new BigInteger(63, random),
                now.minus(CertificateAuthority.CLOCK_SKEW),
                notAfter,
                Purpose.WORKLOAD)
            .signedBy(authority.certificate(), authority.key(), keys.getPublic());
    return new WorkloadCertificate(
        new IdentityVersion(hash(), notAfter), Pem.of(certificate), Pem.of(keys.getPrivate()));
  }

  /**
   * Whether a certificate of this version proves this identity and need not be renewed yet: that is
   * due after four fifths of its life.
   */
  public boolean isCurrent(IdentityVersion version, Instant now) {
    return version.hash().equals(hash()) && now.isBefore(renewAt(version));
  }

  /** When a certificate of this version is to be replaced. */
  public Instant renewAt(IdentityVersion version) {
    return version.notAfter().minus(lifetime.dividedBy(5));
  }
}
