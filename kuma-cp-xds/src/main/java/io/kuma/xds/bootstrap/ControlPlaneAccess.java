package io.kuma.xds.bootstrap;

import static io.kuma.xds.bootstrap.EnvoyBootstrap.any;

import com.google.protobuf.ByteString;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.UpstreamConnectionOptions;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.BackoffStrategy;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.GrpcService.GoogleGrpc;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.RetryPolicy;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TcpKeepalive;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.config.grpc_credential.v3.FileBasedMetadataConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.core.proxy.Feature;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.envoy.Sockets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How a proxy reaches its control plane, proves itself there, and knows that it is the right one.
 */
final class ControlPlaneAccess {
  private static final String SECRET = "cp_validation_ctx";
  private static final String FROM_FILE = "envoy.grpc_credentials.file_based_metadata";
  private static final int KEEPALIVE_SECONDS = 10;
  private static final int KEEPALIVE_PROBES = 3;
  private static final Duration FIRST_RECONNECT = Duration.ofMillis(250);
  private static final Duration LATER_RECONNECTS = Duration.ofSeconds(1);

  private final BootstrapRequest request;
  private final BootstrapSettings settings;
  private final String host;
  private final String authority;
  private final boolean unifiedNaming;

  /**
   * @param host name or address of the control plane
   * @param authority PEM of whom the proxy is to trust
   */
  ControlPlaneAccess(
      BootstrapRequest request,
      BootstrapSettings settings,
      String host,
      String authority,
      boolean unifiedNaming) {
    this.request = request;
    this.settings = settings;
    this.host = host;
    this.authority = authority;
    this.unifiedNaming = unifiedNaming;
  }

  /** The stream's service, with the token that opens it. */
  GrpcService grpcService() {
    if (settings.reloadableTokens() && !request.dataplaneTokenPath().isEmpty()) {
      return GrpcService.newBuilder().setGoogleGrpc(googleGrpc()).build();
    }
    GrpcService.Builder service = GrpcService.newBuilder().setEnvoyGrpc(envoyGrpc());
    if (!request.dataplaneToken().isEmpty()) {
      service.addInitialMetadata(
          HeaderValue.newBuilder().setKey("authorization").setValue(request.dataplaneToken()));
    }
    return service.build();
  }

  /**
   * Envoy alone waits longer and longer for a control plane that is away, up to 30 s, and so long
   * nothing reaches it after that is back. Upstream's kuma-dp gets what the contract says.
   */
  private GrpcService.EnvoyGrpc envoyGrpc() {
    GrpcService.EnvoyGrpc.Builder service =
        GrpcService.EnvoyGrpc.newBuilder().setClusterName(adsName());
    if (request.has(Feature.QUICK_RECONNECT.wireName())) {
      service.setRetryPolicy(
          RetryPolicy.newBuilder()
              .setRetryBackOff(
                  BackoffStrategy.newBuilder()
                      .setBaseInterval(ProtoValues.duration(FIRST_RECONNECT))
                      .setMaxInterval(ProtoValues.duration(LATER_RECONNECTS))));
    }
    return service.build();
  }

  /** Envoy's other gRPC client: it alone reads a token from its file again. */
  private GoogleGrpc googleGrpc() {
    String target = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    GoogleGrpc.Builder service =
        GoogleGrpc.newBuilder()
            .setTargetUri(target + ":" + settings.xdsPort())
            .setStatPrefix("ads")
            .setCredentialsFactoryName(FROM_FILE)
            .addCallCredentials(
                GoogleGrpc.CallCredentials.newBuilder()
                    .setFromPlugin(
                        GoogleGrpc.CallCredentials.MetadataCredentialsFromPlugin.newBuilder()
                            .setName(FROM_FILE)
                            .setTypedConfig(
                                any(
                                    FileBasedMetadataConfig.newBuilder()
                                        .setSecretData(
                                            DataSource.newBuilder()
                                                .setFilename(request.dataplaneTokenPath()))
                                        .build()))))
            .setChannelCredentials(
                GoogleGrpc.ChannelCredentials.newBuilder()
                    .setSslCredentials(
                        GoogleGrpc.SslCredentials.newBuilder().setRootCerts(inlineAuthority())));
    if (settings.maxReceiveMessageBytes() > 0) {
      service.setChannelArgs(
          GoogleGrpc.ChannelArgs.newBuilder()
              .putArgs(
                  "grpc.max_receive_message_length",
                  GoogleGrpc.ChannelArgs.Value.newBuilder()
                      .setIntValue(settings.maxReceiveMessageBytes())
                      .build()));
    }
    return service.build();
  }

  Cluster adsCluster() {
    Address address =
        Address.newBuilder()
            .setSocketAddress(
                SocketAddress.newBuilder().setAddress(host).setPortValue(settings.xdsPort()))
            .build();
    return cluster(adsName(), address)
        .setType(
            IpText.isIp(host) ? Cluster.DiscoveryType.STATIC : Cluster.DiscoveryType.STRICT_DNS)
        .setTransportSocket(
            TransportSocket.newBuilder()
                .setName("envoy.transport_sockets.tls")
                .setTypedConfig(any(tls())))
        .build();
  }

  /** Where Envoy sends access logs that kuma-dp passes on. */
  Cluster accessLogCluster() {
    String path = Sockets.accessLog(request.workdir(), request.name(), request.mesh());
    Address address = Address.newBuilder().setPipe(Pipe.newBuilder().setPath(path)).build();
    return cluster(unifiedNaming ? "system_access_log_sink" : "access_log_sink", address)
        .setType(Cluster.DiscoveryType.STATIC)
        .build();
  }

  /** What the control plane's certificate is checked with. */
  Secret secret() {
    return Secret.newBuilder()
        .setName(SECRET)
        .setValidationContext(
            CertificateValidationContext.newBuilder()
                .setTrustedCa(inlineAuthority())
                .addMatchTypedSubjectAltNames(exactly(SubjectAltNameMatcher.SanType.DNS))
                .addMatchTypedSubjectAltNames(exactly(SubjectAltNameMatcher.SanType.IP_ADDRESS)))
        .build();
  }

  private String adsName() {
    return unifiedNaming ? "system_ads" : "ads_cluster";
  }

  private Cluster.Builder cluster(String name, Address address) {
    return Cluster.newBuilder()
        .setName(name)
        .setConnectTimeout(Durations.fromMillis(settings.connectTimeout().toMillis()))
        .setUpstreamConnectionOptions(
            UpstreamConnectionOptions.newBuilder()
                .setTcpKeepalive(
                    TcpKeepalive.newBuilder()
                        .setKeepaliveProbes(UInt32Value.of(KEEPALIVE_PROBES))
                        .setKeepaliveTime(UInt32Value.of(KEEPALIVE_SECONDS))
                        .setKeepaliveInterval(UInt32Value.of(KEEPALIVE_SECONDS))))
        .putTypedExtensionProtocolOptions(
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
            any(
                HttpProtocolOptions.newBuilder()
                    .setExplicitHttpConfig(
                        HttpProtocolOptions.ExplicitHttpConfig.newBuilder()
                            .setHttp2ProtocolOptions(Http2ProtocolOptions.getDefaultInstance()))
                    .build()))
        .setLoadAssignment(
            ClusterLoadAssignment.newBuilder()
                .setClusterName(name)
                .addEndpoints(
                    LocalityLbEndpoints.newBuilder()
                        .addLbEndpoints(
                            LbEndpoint.newBuilder()
                                .setEndpoint(Endpoint.newBuilder().setAddress(address)))));
  }

  private UpstreamTlsContext tls() {
    return UpstreamTlsContext.newBuilder()
        .setSni(host)
        .setCommonTlsContext(
            CommonTlsContext.newBuilder()
                .setTlsParams(
                    TlsParameters.newBuilder()
                        .setTlsMinimumProtocolVersion(TlsParameters.TlsProtocol.TLSv1_2))
                .setValidationContextSdsSecretConfig(SdsSecretConfig.newBuilder().setName(SECRET)))
        .build();
  }

  private SubjectAltNameMatcher exactly(SubjectAltNameMatcher.SanType type) {
    return SubjectAltNameMatcher.newBuilder()
        .setSanType(type)
        .setMatcher(StringMatcher.newBuilder().setExact(host))
        .build();
  }

  private DataSource inlineAuthority() {
    return DataSource.newBuilder()
        .setInlineBytes(ByteString.copyFrom(authority, StandardCharsets.UTF_8))
        .build();
  }
}
