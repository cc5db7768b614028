package io.kuma.xds.bootstrap;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.bootstrap.v3.Admin;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.LayeredRuntime;
import io.envoyproxy.envoy.config.bootstrap.v3.RuntimeLayer;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.access_loggers.file.v3.FileAccessLog;
import io.envoyproxy.envoy.extensions.regex_engines.v3.GoogleRE2;
import io.kuma.xds.envoy.Sockets;

/** Spells out Envoy's first configuration. */
final class EnvoyBootstrap {
  /** For the owner alone: whoever reaches the admin endpoint governs the proxy. */
  private static final int SOCKET_MODE = 0600;

  private static final String WINDOWS = "windows";
  private static final String NOWHERE = "/dev/null";

  private final BootstrapRequest request;
  private final BootstrapSettings settings;
  private final ProxyFacts proxy;
  private final ControlPlaneAccess access;

  /**
   * What its resource says of a proxy.
   *
   * @param service the name of its node's cluster
   * @param adminPort of its admin listener
   * @param builtinGateway Envoy itself is the gateway
   * @param unifiedNaming how the clusters of its bootstrap are called
   */
  record ProxyFacts(String service, int adminPort, boolean builtinGateway, boolean unifiedNaming) {}

  EnvoyBootstrap(
      BootstrapRequest request,
      BootstrapSettings settings,
      ProxyFacts proxy,
      ControlPlaneAccess access) {
    this.request = request;
    this.settings = settings;
    this.proxy = proxy;
    this.access = access;
  }

  Bootstrap build() {
    String adminSocket =
        settings.adminUnixSocket() && !request.workdir().isEmpty()
            ? Sockets.admin(request.workdir())
            : "";
    Bootstrap.Builder bootstrap =
        Bootstrap.newBuilder()
            .setNode(
                Node.newBuilder()
                    .setId(request.mesh() + "." + request.name())
                    .setCluster(proxy.service())
                    .setMetadata(
                        NodeMetadata.of(request, settings, proxy.adminPort(), adminSocket)))
            .setAdmin(admin(adminSocket))
            .setDynamicResources(dynamicResources())
            .setStaticResources(
                Bootstrap.StaticResources.newBuilder()
                    .addClusters(access.accessLogCluster())
                    .addClusters(access.adsCluster())
                    .addSecrets(access.secret()))
            .setLayeredRuntime(runtime())
            .setStatsConfig(StatsTags.CONFIG)
            .setDefaultRegexEngine(
                TypedExtensionConfig.newBuilder()
                    .setName("envoy.regex_engines.google_re2")
                    .setTypedConfig(any(GoogleRE2.getDefaultInstance())));
    if (settings.healthDiscovery() && request.proxyType().equals("dataplane")) {
      bootstrap.setHdsConfig(stream(ApiConfigSource.ApiType.GRPC));
    }
    if (proxy.builtinGateway()) {
      bootstrap.setOverloadManager(
          Overload.manager(settings.gatewayConnections(), request.resources().maxHeapSizeBytes()));
    }
    return bootstrap.build();
  }

  private Admin admin(String socket) {
    Address.Builder address = Address.newBuilder();
    if (socket.isEmpty()) {
      address.setSocketAddress(
          SocketAddress.newBuilder()
              .setAddress(settings.adminAddress())
              .setPortValue(proxy.adminPort()));
    } else {
      address.setPipe(Pipe.newBuilder().setPath(socket).setMode(SOCKET_MODE));
    }
    Admin.Builder admin = Admin.newBuilder().setAddress(address);
    String log = settings.adminAccessLogPath();
    if (!log.isEmpty()) {
      boolean renamed = log.equals(NOWHERE) && request.operatingSystem().equals(WINDOWS);
      admin.addAccessLog(
          AccessLog.newBuilder()
              .setName("envoy.access_loggers.file")
              .setTypedConfig(
                  any(FileAccessLog.newBuilder().setPath(renamed ? "NUL" : log).build())));
    }
    return admin.build();
  }

  private Bootstrap.DynamicResources dynamicResources() {
    boolean delta = settings.deltaXds() || request.has("feature-delta-grpc");
    ConfigSource overTheStream =
        ConfigSource.newBuilder()
            .setAds(AggregatedConfigSource.getDefaultInstance())
            .setInitialFetchTimeout(Duration.getDefaultInstance())
            .setResourceApiVersion(ApiVersion.V3)
            .build();
    return Bootstrap.DynamicResources.newBuilder()
        .setAdsConfig(
            stream(delta ? ApiConfigSource.ApiType.DELTA_GRPC : ApiConfigSource.ApiType.GRPC))
        .setCdsConfig(overTheStream)
        .setLdsConfig(overTheStream)
        .build();
  }

  private ApiConfigSource stream(ApiConfigSource.ApiType type) {
    return ApiConfigSource.newBuilder()
        .setApiType(type)
        .setTransportApiVersion(ApiVersion.V3)
        .setSetNodeOnFirstMessageOnly(true)
        .addGrpcServices(access.grpcService())
        .build();
  }

  private LayeredRuntime runtime() {
    LayeredRuntime.Builder runtime =
        LayeredRuntime.newBuilder()
            .addLayers(
                RuntimeLayer.newBuilder()
                    .setName("kuma")
                    .setStaticLayer(
                        Struct.newBuilder()
                            .putFields("re2.max_program_size.error_level", number(4294967295L))
                            .putFields("re2.max_program_size.warn_level", number(1000))));
    if (proxy.builtinGateway()) {
      runtime.addLayers(
          RuntimeLayer.newBuilder()
              .setName("gateway.listeners")
              .setRtdsLayer(
                  RuntimeLayer.RtdsLayer.newBuilder()
                      .setName("gateway.listeners")
                      .setRtdsConfig(
                          ConfigSource.newBuilder()
                              .setAds(AggregatedConfigSource.getDefaultInstance())
                              .setResourceApiVersion(ApiVersion.V3))));
    }
    return runtime.build();
  }

  private static Value number(double value) {
    return Value.newBuilder().setNumberValue(value).build();
  }

  static Any any(Message message) {
    return Any.pack(message);
  }
}
