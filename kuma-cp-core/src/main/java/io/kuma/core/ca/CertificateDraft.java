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
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that is about to be signed.
 *
 * @param subject empty for workloads, whose names are all alternative names
 * @param names alternative names
 * @param authority whether it may sign others
 */
record CertificateDraft(
    X500Name subject,
    List<GeneralName> names,
    BigInteger serial,
    Instant notBefore,
    Instant notAfter,
    boolean authority) {
  static final X500Name NO_SUBJECT = new X500Name("");

  CertificateDraft {
    names = List.copyOf(names);
  }

  static GeneralName uri(String uri) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
  }

  static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  static GeneralName ip(String address) {
    return new GeneralName(GeneralName.iPAddress, address);
  }

  /** Signed by its own key. */
  X509Certificate selfSigned(PublicKey key, PrivateKey own) {
    return sign(key, subject, null, own);
  }

  X509Certificate signedBy(X509Certificate issuer, PrivateKey issuerKey, PublicKey key) {
    X500Name name = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
    return sign(key, name, issuer, issuerKey);
  }

  private X509Certificate sign(
      PublicKey key,
      X500Name issuerName,
      @org.jspecify.annotations.Nullable X509Certificate issuer,
      PrivateKey signingKey) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuerName, serial, Date.from(notBefore), Date.from(notAfter), subject, key);
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage()));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
      if (issuer != null) {
        builder.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            extensions.createAuthorityKeyIdentifier(issuer.getPublicKey()));
      }
      if (!authority) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
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
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(signingKey)));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("the certificate cannot be signed", e);
    }
  }

  private int usage() {
    return authority
        ? KeyUsage.keyCertSign | KeyUsage.cRLSign
        : KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyAgreement;
  }
}
