package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Clusters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The Envoy that system property {@code kuma.envoy} or environment variable {@code ENVOY} names. It
 * reads configuration and says whether it would run with it; nothing is connected or listened to.
 */
final class RealEnvoy {
  private static final String CONTROL_PLANE = "ads_cluster";
  private static final long PATIENCE_SECONDS = 60;
  private static final String NAMED = find();

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
      all.addListeners(resource.body().get().unpack(Listener.class));
    }
    return Bootstrap.newBuilder()
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
}
