package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom we believe to be the control plane. */
final class ControlPlaneTls {

  private ControlPlaneTls() {}

  /**
   * Sockets that trust what the configuration says: the given authorities, else the JVM's own, and
   * nobody unchecked unless that was asked for.
   */
  static SSLSocketFactory socketFactory(RunConfig.ControlPlane controlPlane) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust(controlPlane), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new Failure("cannot set up TLS to the control plane: " + e.getMessage(), e);
    }
  }

  private static TrustManager @Nullable [] trust(RunConfig.ControlPlane controlPlane)
      throws GeneralSecurityException {
    if (controlPlane.skipVerify()) {
      return new TrustManager[] {new TrustAnybody()};
    }
    String pem = controlPlane.caCert();
    if (pem == null) {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities(pem));
    return factory.getTrustManagers();
  }

  private static KeyStore authorities(String pem) throws GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try {
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new Failure(
          "the control plane's CA certificate is not valid PEM: " + e.getMessage(), e);
    }
    if (certificates.isEmpty()) {
      throw new Failure("the control plane's CA file holds no certificate");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    return store;
  }

  /**
   * What {@code --skip-verify} asks for. The extended kind, so that host names are not checked
   * either.
   */
  private static final class TrustAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
