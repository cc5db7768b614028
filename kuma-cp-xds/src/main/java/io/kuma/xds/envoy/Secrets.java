package io.kuma.xds.envoy;

import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SPIFFECertValidatorConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.kuma.core.identity.TrustDomain;
import java.util.List;

/** The bodies of secrets. Never log them. */
public final class Secrets {
  private Secrets() {}

  /**
   * A workload's certificate and key, PEM text.
   *
   * @param chain the certificate first, then what leads up to the authority
   */
  public static Secret identity(String name, String chain, String privateKey) {
    return Secret.newBuilder()
        .setName(name)
        .setTlsCertificate(
            TlsCertificate.newBuilder()
                .setCertificateChain(TlsContexts.inline(chain))
                .setPrivateKey(TlsContexts.inline(privateKey)))
        .build();
  }

  /** The authorities whose certificates are accepted, PEM text one after the other. */
  public static Secret authority(String name, String certificates) {
    return Secret.newBuilder()
        .setName(name)
        .setValidationContext(
            CertificateValidationContext.newBuilder()
                .setTrustedCa(TlsContexts.inline(certificates)))
        .build();
  }

  /** Trust domains, each with the authorities whose certificates are accepted for it. */
  public static Secret trustBundle(String name, List<TrustDomain> domains) {
    SPIFFECertValidatorConfig.Builder validator = SPIFFECertValidatorConfig.newBuilder();
    domains.forEach(
        domain ->
            validator.addTrustDomains(
                SPIFFECertValidatorConfig.TrustDomain.newBuilder()
                    .setName(domain.name())
                    .setTrustBundle(TlsContexts.inline(domain.certificates()))));
    return Secret.newBuilder()
        .setName(name)
        .setValidationContext(
            CertificateValidationContext.newBuilder()
                .setCustomValidatorConfig(
                    TypedExtensionConfig.newBuilder()
                        .setName("envoy.tls.cert_validator.spiffe")
                        .setTypedConfig(Packed.any(validator.build()))))
        .build();
  }
}
