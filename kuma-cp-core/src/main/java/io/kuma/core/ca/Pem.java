package io.kuma.core.ca;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Certificates and keys as the text that files, secrets and Envoy hold (RFC 7468). */
public final class Pem {
  private Pem() {}

  /**
   * A certificate or a private key as PEM. RSA keys in PKCS #1, as the contract has them; others in
   * PKCS #8, because Bouncy Castle's SEC 1 form leaves the curve out.
   */
  public static String of(Object certificateOrKey) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          certificateOrKey instanceof PrivateKey key && !key.getAlgorithm().equals("RSA")
              ? new JcaPKCS8Generator(key, null)
              : certificateOrKey);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be written as PEM", e);
    }
    return text.toString();
  }

  /**
   * All certificates of the text, in order.
   *
   * @throws IllegalArgumentException if it holds something else, or none
   */
  public static List<X509Certificate> certificates(String text) {
    List<X509Certificate> found = new ArrayList<>();
    for (Object part : parts(text)) {
      if (!(part instanceof X509CertificateHolder holder)) {
        throw new IllegalArgumentException("not a PEM-encoded certificate");
      }
      try {
        found.add(new JcaX509CertificateConverter().getCertificate(holder));
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("not a valid certificate", e);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("not a PEM-encoded certificate");
    }
    return found;
  }

  /**
   * The private key of the text, in PKCS #1, SEC 1 or PKCS #8.
   *
   * @throws IllegalArgumentException if it holds none; the message does not quote the text
   */
  public static PrivateKey privateKey(String text) {
    for (Object part : parts(text)) {
      if (part instanceof PEMKeyPair pair) {
        return key(pair.getPrivateKeyInfo());
      }
      if (part instanceof PrivateKeyInfo info) {
        return key(info);
      }
    }
    throw new IllegalArgumentException("not a PEM-encoded private key");
  }

  /**
   * The RSA public key of the text, in PKCS #1 or X.509's form.
   *
   * @throws IllegalArgumentException if it holds something else, or nothing
   */
  public static RSAPublicKey rsaPublicKey(String text) {
    for (Object part : parts(text)) {
      if (part instanceof SubjectPublicKeyInfo info
          && info.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
        try {
          return (RSAPublicKey)
              KeyFactory.getInstance("RSA")
                  .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
          throw new IllegalArgumentException("not a valid RSA public key", e);
        }
      }
    }
    throw new IllegalArgumentException("not a PEM-encoded RSA public key");
  }

  /** Bouncy Castle's own converter asks for "ECDSA" keys, which only its provider knows. */
  private static PrivateKey key(PrivateKeyInfo info) {
    boolean elliptic =
        info.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
    try {
      return KeyFactory.getInstance(elliptic ? "EC" : "RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("not a valid private key", e);
    }
  }

  private static List<Object> parts(String text) {
    List<Object> parts = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        parts.add(part);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not PEM", e);
    }
    return parts;
  }
}
