package io.kuma.core.ca;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that is about to be signed.
 *
 * @param subject empty for workloads, whose names are all alternative names
 * @param names alternative names
 * @param purpose what its key may be used for
 */
record CertificateDraft(
    X500Name subject,
    List<GeneralName> names,
    BigInteger serial,
    Instant notBefore,
    Instant notAfter,
    Purpose purpose) {
  static final X500Name NO_SUBJECT = new X500Name("");

  CertificateDraft {
    names = List.copyOf(names);
  }

  static GeneralName uri(String uri) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
  }

  /** A host name, or an IP address. */
  static GeneralName host(String host) {
    return new GeneralName(
        IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }

  /** Signed by its own key. */
  X509CertificateHolder selfSigned(PublicKey key, PrivateKey own) {
    return sign(key, subject, null, own);
  }

  X509CertificateHolder signedBy(X509Certificate issuer, PrivateKey issuerKey, PublicKey key) {
    X500Name name = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
    return sign(key, name, issuer, issuerKey);
  }

  private X509CertificateHolder sign(
      PublicKey key, X500Name issuerName, @Nullable X509Certificate issuer, PrivateKey signingKey) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuerName, serial, Date.from(notBefore), Date.from(notAfter), subject, key);
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(purpose.authority));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(purpose.usage));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
      if (issuer != null) {
        builder.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            extensions.createAuthorityKeyIdentifier(issuer.getPublicKey()));
      }
      List<KeyPurposeId> peers = new ArrayList<>();
      if (purpose.serves) {
        peers.add(KeyPurposeId.id_kp_serverAuth);
      }
      if (purpose.calls) {
        peers.add(KeyPurposeId.id_kp_clientAuth);
      }
      if (!peers.isEmpty()) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(peers.toArray(KeyPurposeId[]::new)));
      }
      List<GeneralName> all = new ArrayList<>(names);
      if (!all.isEmpty()) {
        // RFC 5280, 4.2.1.6: critical where there is no subject.
        builder.addExtension(
            Extension.subjectAlternativeName,
            subject.equals(NO_SUBJECT),
            new GeneralNames(all.toArray(GeneralName[]::new)));
      }
      String algorithm =
          signingKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      return builder.build(new JcaContentSignerBuilder(algorithm).build(signingKey));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("the certificate cannot be signed", e);
    }
  }

  /** What a key may be used for (RFC 5280, 4.2.1.3 and 4.2.1.12). */
  enum Purpose {
    /** Signs other certificates. */
    AUTHORITY(true, false, false, KeyUsage.keyCertSign | KeyUsage.cRLSign),
    /** Serves TLS and is its own root, which clients are given to trust. */
    SERVER_AND_ROOT(
        true,
        true,
        false,
        KeyUsage.keyCertSign | KeyUsage.digitalSignature | KeyUsage.keyEncipherment),
    /** Serves and calls other workloads; the usages are the contract's (3.5). */
    WORKLOAD(
        false,
        true,
        true,
        KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyAgreement),
    SERVER(false, true, false, KeyUsage.digitalSignature),
    CLIENT(false, false, true, KeyUsage.digitalSignature);

    private final boolean authority;
    private final boolean serves;
    private final boolean calls;
    private final int usage;

    Purpose(boolean authority, boolean serves, boolean calls, int usage) {
      this.authority = authority;
      this.serves = serves;
      this.calls = calls;
      this.usage = usage;
    }
  }
}
