package io.kuma.xds.envoy;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.Naming;
import java.util.List;

/** Mutual TLS between proxies, with secrets that come over the stream. */
public final class TlsContexts {
  /** What proxies of a mesh say to each other in ALPN, to be told from the workloads' own TLS. */
  public static final String MESH_ALPN = "kuma";

  private static final String SOCKET = "envoy.transport_sockets.tls";

  /** The name in the certificate with which the control plane calls admin listeners. */
  private static final String CONTROL_PLANE = "kuma-cp";

  private TlsContexts() {}

  /**
   * What both sides share: the own certificate and whose certificates are accepted: those of one of
   * the URIs.
   */
  public static CommonTlsContext.Builder common(
      String identitySecret, String authoritySecret, List<StringMatcher> acceptedUris) {
    CertificateValidationContext.Builder accepted = CertificateValidationContext.newBuilder();
    acceptedUris.forEach(
        uri ->
            accepted.addMatchTypedSubjectAltNames(
                SubjectAltNameMatcher.newBuilder().setSanType(SanType.URI).setMatcher(uri)));
    return CommonTlsContext.newBuilder()
        .addTlsCertificateSdsSecretConfigs(secret(identitySecret))
        .setCombinedValidationContext(
            CommonTlsContext.CombinedCertificateValidationContext.newBuilder()
                .setDefaultValidationContext(accepted)
                .setValidationContextSdsSecretConfig(secret(authoritySecret)));
  }

  /** For what takes connections from whoever the mesh believes. */
  public static CommonTlsContext.Builder inbound(Naming naming, MutualTls mutual) {
    // Trust domains are believed or not as a whole, and their authorities see to that already.
    boolean anyone = mutual.usesTrustDomains() && mutual.identity().isEmpty();
    return common(
        naming.identitySecret(mutual),
        naming.authoritySecret(mutual),
        anyone ? List.of() : prefixes(mutual.trustedPrefixes()));
  }

  /** Fits what starts with any of these. */
  public static List<StringMatcher> prefixes(List<String> prefixes) {
    return prefixes.stream()
        .map(prefix -> StringMatcher.newBuilder().setPrefix(prefix).build())
        .toList();
  }

  public static TransportSocket upstream(CommonTlsContext common, String serverName) {
    return TransportSocket.newBuilder()
        .setName(SOCKET)
        .setTypedConfig(
            Packed.any(
                UpstreamTlsContext.newBuilder()
                    .setCommonTlsContext(common)
                    .setSni(serverName)
                    .build()))
        .build();
  }

  /** The client must show a certificate. */
  public static TransportSocket downstream(CommonTlsContext common) {
    return TransportSocket.newBuilder()
        .setName(SOCKET)
        .setTypedConfig(
            Packed.any(
                DownstreamTlsContext.newBuilder()
                    .setCommonTlsContext(common)
                    .setRequireClientCertificate(ProtoValues.TRUE)
                    .build()))
        .build();
  }

  /** Shows a certificate that the proxy has in files, both PEM, and asks for none. */
  public static TransportSocket fromFiles(String certificate, String privateKey) {
    return TransportSocket.newBuilder()
        .setName(SOCKET)
        .setTypedConfig(
            Packed.any(
                DownstreamTlsContext.newBuilder()
                    .setCommonTlsContext(
                        CommonTlsContext.newBuilder()
                            .addTlsCertificates(
                                TlsCertificate.newBuilder()
                                    .setCertificateChain(file(certificate))
                                    .setPrivateKey(file(privateKey))))
                    .build()))
        .build();
  }

  /** Lets the control plane in, and nobody else. */
  public static TransportSocket admin(AdminTls tls) {
    return downstream(
        CommonTlsContext.newBuilder()
            .addTlsCertificates(
                TlsCertificate.newBuilder()
                    .setCertificateChain(inline(tls.certificate()))
                    .setPrivateKey(inline(tls.privateKey())))
            .setValidationContext(
                CertificateValidationContext.newBuilder()
                    .setTrustedCa(inline(tls.authority()))
                    .addMatchTypedSubjectAltNames(
                        SubjectAltNameMatcher.newBuilder()
                            .setSanType(SanType.DNS)
                            .setMatcher(StringMatcher.newBuilder().setExact(CONTROL_PLANE))))
            .build());
  }

  static DataSource inline(String pem) {
    return DataSource.newBuilder().setInlineBytes(ByteString.copyFromUtf8(pem)).build();
  }

  private static DataSource file(String path) {
    return DataSource.newBuilder().setFilename(path).build();
  }

  private static SdsSecretConfig secret(String name) {
    return SdsSecretConfig.newBuilder()
        .setName(name)
        .setSdsConfig(Clusters.overTheStream())
        .build();
  }
}
