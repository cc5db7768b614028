package io.kuma.kumactl.api;

import io.kuma.kumactl.Failure;
import io.kuma.kumactl.config.Configuration.ControlPlane;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * TLS to a control plane. Who it is is always checked, unless the user has said that it is not to
 * be.
 */
record TlsClient(ControlPlane controlPlane, Path directory) {
  SSLSocketFactory sockets() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new Failure("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private TrustManager @Nullable [] trust() throws GeneralSecurityException {
    if (controlPlane.skipVerify()) {
      return new TrustManager[] {new Anybody()};
    } else if (controlPlane.caCertFile().isEmpty()) {
      return null;
    }
    KeyStore trusted = empty();
    int number = 0;
    for (Certificate one : certificates(controlPlane.caCertFile())) {
      trusted.setCertificateEntry("ca-" + number++, one);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    return managers.getTrustManagers();
  }

  private KeyManager @Nullable [] keys() throws GeneralSecurityException {
    if (controlPlane.clientCertFile().isEmpty()) {
      return null;
    }
    KeyStore own = empty();
    own.setKeyEntry(
        "client",
        privateKey(controlPlane.clientKeyFile()),
        new char[0],
        certificates(controlPlane.clientCertFile()).toArray(new Certificate[0]));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(own, new char[0]);
    return managers.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Collection<? extends Certificate> certificates(String file)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(read(file)));
  }

  private PrivateKey privateKey(String file) {
    try (PEMParser pem =
        new PEMParser(new StringReader(new String(read(file), StandardCharsets.US_ASCII)))) {
      Object key = pem.readObject();
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      if (key instanceof PEMKeyPair pair) {
        return converter.getKeyPair(pair).getPrivate();
      } else if (key instanceof PrivateKeyInfo info) {
        return converter.getPrivateKey(info);
      }
      throw new Failure(file + " holds no private key without a password");
    } catch (IOException e) {
      throw new Failure("cannot read the key in " + file + ": " + e.getMessage(), e);
    }
  }

  private byte[] read(String file) {
    try {
      return Files.readAllBytes(directory.resolve(file));
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
