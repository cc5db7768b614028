package io.kuma.promsd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom we believe to be the control plane; it is always checked. */
final class Trust {
  private Trust() {}

  /**
   * Sockets that trust the authorities in a PEM file.
   *
   * @param file null for the JVM's own
   * @throws Failure if it has none
   */
  static SSLSocketFactory in(@Nullable Path file) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(file == null ? null : authorities(file));
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new Failure("TLS to the control plane cannot be set up: " + e.getMessage(), e);
    }
  }

  private static KeyStore authorities(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (IOException e) {
      throw new Failure("--ca-cert-file: cannot read " + file + ": " + e, e);
    } catch (CertificateException e) {
      throw new Failure("--ca-cert-file: " + file + " is not valid PEM: " + e.getMessage(), e);
    }
    if (certificates.isEmpty()) {
      throw new Failure("--ca-cert-file: " + file + " holds no certificate");
    }
    return certificates;
  }
}
