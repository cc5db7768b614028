package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.Values;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.LayeredRuntime;
import io.envoyproxy.envoy.config.bootstrap.v3.RuntimeLayer;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.access_loggers.file.v3.FileAccessLog;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.Packed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Envoy that system property {@code kuma.envoy} or environment variable {@code ENVOY} names. It
 * reads configuration and says whether it would run with it; nothing is connected or listened to.
 */
final class RealEnvoy {
  private static final String CONTROL_PLANE = "ads_cluster";
  private static final long PATIENCE_SECONDS = 60;
  private static final String NAMED = find();

  /** What our bootstrap sets too: expressions may be longer than Envoy likes by itself. */
  private static final RuntimeLayer USUAL_RUNTIME =
      RuntimeLayer.newBuilder()
          .setName("kuma")
          .setStaticLayer(
              Struct.newBuilder()
                  .putFields("re2.max_program_size.error_level", Values.of(4294967295L)))
          .build();

  private final Path binary;

  private RealEnvoy(Path binary) {
    this.binary = binary;
  }

  /** Without an Envoy the test is skipped, visibly. */
  static RealEnvoy orSkip() {
    if (NAMED.isEmpty()) {
      abort("no Envoy");
    }
    return new RealEnvoy(Path.of(NAMED));
  }

  /** Says it once for all tests. */
  private static String find() {
    String named = System.getProperty("kuma.envoy", System.getenv().getOrDefault("ENVOY", ""));
    if (named.isEmpty()) {
      System.out.println(
          "SKIPPED: what a real Envoy says; name one by -Dkuma.envoy=PATH or ENVOY=PATH");
    }
    return named;
  }

  /**
   * Fails with Envoy's own words if it would not take the resources.
   *
   * <p>They go as binary: so field numbers are checked, and not only names.
   */
  void validate(String proxy, XdsResources resources) throws IOException, InterruptedException {
    Path file = Files.createTempFile("envoy-", ".pb");
    Path log = Files.createTempFile("envoy-", ".log");
    try {
      Files.write(file, bootstrap(proxy, resources).toByteArray());
      Process envoy =
          new ProcessBuilder(
                  binary.toString(),
                  "--mode",
                  "validate",
                  "--log-level",
                  "error",
                  "-c",
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = envoy.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        envoy.destroyForcibly();
      }
      assertThat(ended && envoy.exitValue() == 0).as(() -> proxy + ": " + read(log)).isTrue();
    } finally {
      Files.delete(file);
      Files.delete(log);
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Bootstrap bootstrap(String proxy, XdsResources resources)
      throws InvalidProtocolBufferException {
    Bootstrap.StaticResources.Builder all =
        Bootstrap.StaticResources.newBuilder()
            .addClusters(Clusters.fixed(CONTROL_PLANE, Addresses.tcp("127.0.0.1", 5678)));
    for (VersionedResource resource : resources.of(XdsType.CLUSTER).values()) {
      all.addClusters(resource.body().get().unpack(Cluster.class));
    }
    for (VersionedResource resource : resources.of(XdsType.ENDPOINT).values()) {
      // Endpoints cannot stand in a bootstrap file but within a cluster.
      ClusterLoadAssignment endpoints = resource.body().get().unpack(ClusterLoadAssignment.class);
      String name = "endpoints of " + resource.name();
      all.addClusters(
          Clusters.withoutEndpoints(name)
              .setLoadAssignment(endpoints.toBuilder().setClusterName(name)));
    }
    for (VersionedResource resource : resources.of(XdsType.LISTENER).values()) {
      all.addListeners(withoutFiles(resource.body().get().unpack(Listener.class)));
    }
    return Bootstrap.newBuilder()
        .setLayeredRuntime(LayeredRuntime.newBuilder().addLayers(USUAL_RUNTIME))
        .setNode(Node.newBuilder().setId(proxy).setCluster("test"))
        .setStaticResources(all)
        .setDynamicResources(
            Bootstrap.DynamicResources.newBuilder()
                .setAdsConfig(
                    ApiConfigSource.newBuilder()
                        .setApiType(ApiConfigSource.ApiType.GRPC)
                        .setTransportApiVersion(ApiVersion.V3)
                        .addGrpcServices(
                            GrpcService.newBuilder()
                                .setEnvoyGrpc(
                                    GrpcService.EnvoyGrpc.newBuilder()
                                        .setClusterName(CONTROL_PLANE)))))
        .build();
  }

  /** Even without running, Envoy opens the files that it would log to. */
  private static Listener withoutFiles(Listener listener) throws InvalidProtocolBufferException {
    Listener.Builder builder = listener.toBuilder();
    for (FilterChain.Builder chain : builder.getFilterChainsBuilderList()) {
      for (Filter.Builder filter : chain.getFiltersBuilderList()) {
        Any config = filter.getTypedConfig();
        if (config.is(HttpConnectionManager.class)) {
          HttpConnectionManager.Builder http =
              config.unpack(HttpConnectionManager.class).toBuilder();
          logNowhere(http.getAccessLogBuilderList());
          filter.setTypedConfig(Packed.any(http.build()));
        } else if (config.is(TcpProxy.class)) {
          TcpProxy.Builder tcp = config.unpack(TcpProxy.class).toBuilder();
          logNowhere(tcp.getAccessLogBuilderList());
          filter.setTypedConfig(Packed.any(tcp.build()));
        }
      }
    }
    return builder.build();
  }

  private static void logNowhere(List<AccessLog.Builder> loggers)
      throws InvalidProtocolBufferException {
    for (AccessLog.Builder logger : loggers) {
      if (logger.getTypedConfig().is(FileAccessLog.class)) {
        FileAccessLog file = logger.getTypedConfig().unpack(FileAccessLog.class);
        logger.setTypedConfig(Packed.any(file.toBuilder().setPath("/dev/null").build()));
      }
    }
  }
}
