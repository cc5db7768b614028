package io.kuma.core.ca;

import io.kuma.core.ca.CertificateDraft.Purpose;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A certificate that may sign others, and the key that signs with it.
 *
 * @param chain the signing certificate first, then what vouches for it, if that was given; all of
 *     it is trusted
 */
public record CertificateAuthority(List<X509Certificate> chain, PrivateKey key) {
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final String BEGIN = "-----BEGIN ";
  private static final String PRIVATE_KEY = "PRIVATE KEY-----";

  /** How far certificates reach back, for machines whose clocks are late. */
  static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

  public CertificateAuthority {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an authority has a certificate");
    }
  }

  /** Makes the builtin authority of a mesh (contract 3.5). */
  public static CertificateAuthority forMesh(
      String mesh, BuiltinSettings settings, Instant now, SecureRandom random) {
    return root(
        "O=Kuma,OU=Mesh,CN=" + escape(mesh),
        List.of("spiffe://" + mesh),
        KeyPairs.rsa(settings.rsaBits(), random),
        now,
        settings.lifetime().orElse(LIFETIME),
        random);
  }

  /** Makes the authority that the control plane and Envoys' admin listeners know each other by. */
  public static CertificateAuthority forEnvoyAdmin(Instant now, SecureRandom random) {
    return root(
        "O=Kuma,OU=Mesh,CN=Envoy Admin CA", List.of(), KeyPairs.rsa(random), now, LIFETIME, random);
  }

  /**
   * Reads an authority. Of several certificates the one that belongs to the key signs, so that
   * another authority can be trusted before it signs, and after.
   *
   * @throws IllegalArgumentException if either text is not what it should be, or they do not belong
   *     together
   */
  public static CertificateAuthority parse(String certificatePem, String keyPem) {
    List<X509Certificate> certificates = new ArrayList<>(Pem.certificates(certificatePem));
    PrivateKey key = Pem.privateKey(keyPem);
    X509Certificate signing =
        certificates.stream()
            .filter(one -> KeyPairs.belongTogether(one.getPublicKey(), key))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("private key does not match public key"));
    certificates.remove(signing);
    certificates.add(0, signing);
    return new CertificateAuthority(certificates, key);
  }

  /**
   * Reads an authority from one text that holds a certificate and its key.
   *
   * @throws IllegalArgumentException if either is missing
   */
  public static CertificateAuthority parse(String pem) {
    int key = pem.indexOf(PRIVATE_KEY);
    int begin = key < 0 ? -1 : pem.lastIndexOf(BEGIN, key);
    if (begin <= 0) {
      throw new IllegalArgumentException("a certificate and its private key are expected");
    }
    return parse(pem.substring(0, begin), pem.substring(begin));
  }

  /** What signs. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** What is to be trusted, as PEM. */
  public String certificatePem() {
    return chain.stream().map(Pem::of).collect(Collectors.joining());
  }

  /** Whether nobody else vouches for it. */
  boolean isSelfSigned() {
    return certificate().getSubjectX500Principal().equals(certificate().getIssuerX500Principal())
        && KeyPairs.belongTogether(certificate().getPublicKey(), key);
  }

  public String keyPem() {
    return Pem.of(key);
  }

  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "CertificateAuthority[" + certificate().getSubjectX500Principal() + "]";
  }

  private static CertificateAuthority root(
      String subject,
      List<String> uris,
      KeyPair keys,
      Instant now,
      Duration lifetime,
      SecureRandom random) {
    X509CertificateHolder certificate =
        new CertificateDraft(
                new X500Name(subject),
                uris.stream().map(CertificateDraft::uri).toList(),
                new BigInteger(63, random),
                now.minus(CLOCK_SKEW),
                now.plus(lifetime),
                Purpose.AUTHORITY)
            .selfSigned(keys.getPublic(), keys.getPrivate());
    return new CertificateAuthority(Pem.certificates(Pem.of(certificate)), keys.getPrivate());
  }

  /** RFC 4514. Names of meshes need none of it; those of older installations might. */
  private static String escape(String value) {
    return value.replaceAll("[,+\"\\\\<>;=#]", "\\\\$0");
  }
}
