package io.kuma.kumactl.command;

import io.kuma.kumactl.Failure;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** RSA keys in PEM. */
final class Keys {
  private static final int BITS = 2048;

  private Keys() {}

  static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key in a file, PKCS #1 or #8. */
  static PrivateKey privateKey(Path file) {
    try (Reader text = Files.newBufferedReader(file);
        PEMParser pem = new PEMParser(text)) {
      Object key = pem.readObject();
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      if (key instanceof PEMKeyPair pair) {
        return converter.getKeyPair(pair).getPrivate();
      } else if (key instanceof PrivateKeyInfo info) {
        return converter.getPrivateKey(info);
      }
      throw new Failure(file + " holds no private key");
    } catch (IOException e) {
      throw new Failure("cannot read the key in " + file + ": " + e.getMessage(), e);
    }
  }

  static PublicKey publicKey(PrivateKey key) {
    if (!(key instanceof RSAPrivateCrtKey rsa)) {
      throw new Failure("the key must be an RSA key");
    }
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
      throw new IllegalStateException(e);
    }
  }

  /** PKCS #1, as upstream's. */
  static String pem(KeyPair pair) {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
      return pem("RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String pem(String kind, byte[] bytes) {
    StringWriter text = new StringWriter();
    try (PemWriter pem = new PemWriter(text)) {
      pem.writeObject(new PemObject(kind, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
