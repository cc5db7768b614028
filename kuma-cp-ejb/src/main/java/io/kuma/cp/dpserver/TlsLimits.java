package io.kuma.cp.dpserver;

import com.linecorp.armeria.server.ServerBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * Which versions of TLS a server speaks, and with which ciphers. Those of TLS 1.3 cannot be chosen:
 * all of them are good.
 *
 * @param protocols as the JDK calls them, such as {@code TLSv1.2}
 * @param ciphers for TLS 1.2, as IANA calls them; none for the server's own choice
 */
public record TlsLimits(List<String> protocols, List<String> ciphers) {
  /** Those of TLS 1.2 that keep what was recorded secret, and whose peers speak HTTP/2. */
  public static final List<String> CIPHERS =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** Those of TLS 1.3. */
  public static final List<String> NEWER_CIPHERS =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  public TlsLimits {
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
  }

  /** Has a server keep to them. */
  @SuppressWarnings("deprecation") // It warns of ciphers that are not among ours.
  void limit(ServerBuilder server) {
    server.tlsCustomizer(tls -> tls.protocols(protocols));
    if (!ciphers.isEmpty()) {
      List<String> all = new ArrayList<>(NEWER_CIPHERS);
      all.addAll(ciphers);
      server
          .tlsCustomizer(tls -> tls.ciphers(all, SupportedCipherSuiteFilter.INSTANCE))
          // Otherwise a certain one must be among them, however good the others are.
          .tlsAllowUnsafeCiphers();
    }
  }
}
