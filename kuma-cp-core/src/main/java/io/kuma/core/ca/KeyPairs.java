package io.kuma.core.ca;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** The two kinds of keys that are made here. */
public final class KeyPairs {
  static final int RSA_BITS = 2048;

  private KeyPairs() {}

  /** RSA, for authorities and tokens: the contract fixes it; some 100 ms of CPU. */
  public static KeyPair rsa(SecureRandom random) {
    return rsa(RSA_BITS, random);
  }

  /** RSA of a size that a user asked for. */
  static KeyPair rsa(int bits, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no RSA", e);
    }
  }

  /** On the curve P-256, for workloads: less than 1 ms of CPU, and every proxy needs one. */
  public static KeyPair elliptic(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no P-256", e);
    }
  }

  /** Whether one verifies what the other signs. */
  static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
    byte[] sample = {1};
    try {
      Signature signature =
          Signature.getInstance(
              publicKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(privateKey);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
