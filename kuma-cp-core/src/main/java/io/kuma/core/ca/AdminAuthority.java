package io.kuma.core.ca;

import io.kuma.core.ca.CertificateDraft.Purpose;
import io.kuma.core.proxy.AdminTls;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECNamedCurveSpec;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Certificates by which Envoys' admin listeners and the control plane know each other.
 *
 * <p>They stand inside the listener, so they must not differ from one control plane process to the
 * next or every proxy would be sent its listener again. Hence nothing about them is random: the key
 * of a proxy is derived from the authority's key and the proxy's name, and RSA signatures (PKCS #1
 * v1.5) are deterministic.
 */
public final class AdminAuthority {
  /** The name that admin listeners expect the control plane to have. */
  public static final String CLIENT_NAME = "kuma-cp";

  private static final ECNamedCurveParameterSpec CURVE =
      ECNamedCurveTable.getParameterSpec("P-256");

  private final CertificateAuthority authority;
  private final String authorityPem;

  public AdminAuthority(CertificateAuthority authority) {
    this.authority = authority;
    this.authorityPem = authority.certificatePem();
  }

  /** What the admin listener of a proxy is given. */
  public AdminTls forProxy(String mesh, String name, String address) {
    return issue(
        "server/" + mesh + "/" + name + "/" + address,
        "envoy-admin",
        Purpose.SERVER,
        List.of(CertificateDraft.host(address)));
  }

  /** What the control plane shows to admin listeners. */
  public AdminTls forControlPlane() {
    return issue(
        "client", CLIENT_NAME, Purpose.CLIENT, List.of(CertificateDraft.host(CLIENT_NAME)));
  }

  private AdminTls issue(
      String derivation, String commonName, Purpose purpose, List<GeneralName> names) {
    try {
      byte[] seed = derive(derivation);
      // 256 more bits than the order has keep the scalar's distribution even (FIPS 186-5, A.2.1).
      BigInteger scalar =
          new BigInteger(1, seed).mod(CURVE.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
      KeyFactory factory = KeyFactory.getInstance("EC");
      ECNamedCurveSpec spec =
          new ECNamedCurveSpec("secp256r1", CURVE.getCurve(), CURVE.getG(), CURVE.getN());
      ECPoint point = CURVE.getG().multiply(scalar).normalize();
      PublicKey publicKey =
          factory.generatePublic(new ECPublicKeySpec(EC5Util.convertPoint(point), spec));
      PrivateKey privateKey = factory.generatePrivate(new ECPrivateKeySpec(scalar, spec));
      X509Certificate root = authority.certificate();
      X509CertificateHolder certificate =
          new CertificateDraft(
                  new X500Name("CN=" + commonName),
                  names,
                  new BigInteger(1, derive("serial/" + derivation)).shiftRight(512 - 63),
                  root.getNotBefore().toInstant(),
                  root.getNotAfter().toInstant(),
                  purpose)
              .signedBy(root, authority.key(), publicKey);
      return new AdminTls(authorityPem, Pem.of(certificate), Pem.of(privateKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no P-256", e);
    }
  }

  private byte[] derive(String derivation) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(new SecretKeySpec(authority.key().getEncoded(), "HmacSHA512"));
    return mac.doFinal(("kuma envoy admin " + derivation).getBytes(StandardCharsets.UTF_8));
  }
}
