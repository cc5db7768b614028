package io.kuma.cp.feature;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshinsight.MeshInsight;
import io.kuma.resource.meshinsight.MeshInsight.DataplaneStat;
import io.kuma.resource.serviceinsight.ServiceInsight;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a mesh while its proxies come and go. */
class MeshInsightsTest {
  private static final long SETTLED_MILLIS = 500;

  private RunningControlPlane controlPlane;

  @BeforeEach
  void start(@TempDir Path workDir) {
    controlPlane =
        new RunningControlPlane(
            workDir,
            "KUMA_XDS_SERVER_DATAPLANE_STATUS_FLUSH_INTERVAL=50ms",
            "KUMA_METRICS_MESH_MIN_RESYNC_INTERVAL=100ms",
            "KUMA_METRICS_MESH_FULL_RESYNC_INTERVAL=300ms");
    controlPlane.apply("{type: Mesh, name: m}");
    controlPlane.apply(dataplane("web"));
    controlPlane.apply(dataplane("db"));
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private static String dataplane(String service) {
    return """
        {type: Dataplane, mesh: m, name: %s-1, networking: {address: 192.0.2.1,
         inbound: [{port: 80, tags: {kuma.io/service: %s}}]}}"""
        .formatted(service, service);
  }

  private AdsClient connect(String service) {
    AdsClient client =
        new AdsClient(controlPlane.port(), "m", service + "-1", null, controlPlane.token("m"));
    client.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
    return client;
  }

  private Optional<Resource<MeshInsight>> meshInsight() {
    return controlPlane.manager.find(CoreTypes.MESH_INSIGHT, CoreTypes.MESH_INSIGHT.key("", "m"));
  }

  private void await(int online, int offline) {
    DataplaneStat wanted = new DataplaneStat(2, online, offline, 0);
    Wait.until(
        "the MeshInsight says " + wanted,
        () -> meshInsight().filter(found -> wanted.equals(found.spec().dataplanes())).isPresent());
  }

  private Resource<ServiceInsight> serviceInsight() {
    return controlPlane
        .manager
        .find(CoreTypes.SERVICE_INSIGHT, CoreTypes.SERVICE_INSIGHT.key("m", "all-services-m"))
        .orElseThrow();
  }

  private ServiceInsight.Status status(String service) {
    return requireNonNull(serviceInsight().spec().services().get(service)).status();
  }

  @Test
  void tellsWhoIsOnlineAndPushesNothing() {
    await(0, 2);
    try (AdsClient web = connect("web")) {
      await(1, 1);
      assertThat(status("web")).isEqualTo(ServiceInsight.Status.ONLINE);
      assertThat(status("db")).isEqualTo(ServiceInsight.Status.OFFLINE);
      try (AdsClient db = connect("db")) {
        await(2, 0);
        assertThat(db.isQuiet(SETTLED_MILLIS)).isTrue();
      }
      await(1, 1);
      assertThat(web.isQuiet(SETTLED_MILLIS)).isTrue();
      assertThat(web.errors).isEmpty();
    }
    await(0, 2);
    assertThat(status("web")).isEqualTo(ServiceInsight.Status.OFFLINE);
  }

  @Test
  void writesNothingTwice() {
    try (AdsClient web = connect("web")) {
      await(1, 1);
      assertThat(web.isQuiet(SETTLED_MILLIS)).isTrue();
      long meshVersion = meshInsight().orElseThrow().meta().version();
      long serviceVersion = serviceInsight().meta().version();
      long proxyVersion = proxyVersion();

      web.subscribe(XdsType.LISTENER).next(XdsType.LISTENER);
      Wait.until("the proxy's insight is written", () -> proxyVersion() != proxyVersion);
      assertThat(web.isQuiet(SETTLED_MILLIS)).isTrue();

      assertThat(meshInsight().orElseThrow().meta().version()).isEqualTo(meshVersion);
      assertThat(serviceInsight().meta().version()).isEqualTo(serviceVersion);
    }
  }

  private long proxyVersion() {
    return controlPlane
        .manager
        .find(CoreTypes.DATAPLANE_INSIGHT, CoreTypes.DATAPLANE_INSIGHT.key("m", "web-1"))
        .orElseThrow()
        .meta()
        .version();
  }
}
