package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.store.StoreUnavailable;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies while the store is away. */
class OutageTest {
  private static final String WEB =
      """
      {"type":"Dataplane","mesh":"m","name":"web-1","networking":{"address":"192.0.2.1",
       "inbound":[{"port":80,"tags":{"kuma.io/service":"web"}}],
       "outbound":[{"port":10001,"tags":{"kuma.io/service":"db"}}]}}""";

  private RunningControlPlane controlPlane;

  @BeforeEach
  void start(@TempDir Path workDir) {
    controlPlane = new RunningControlPlane(workDir);
    controlPlane.apply("{type: Mesh, name: m}");
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private AdsClient web() {
    return new AdsClient(controlPlane.port(), "m", "web-1", WEB, controlPlane.token("m"));
  }

  @Test
  void proxiesStayAndComeBackWhileTheStoreIsAwayAndFollowItAfterwards() {
    try (AdsClient before = web()) {
      before.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      before.subscribe(XdsType.ENDPOINT, "db").next(XdsType.ENDPOINT, "db");
      String token = controlPlane.token("m");

      controlPlane.store.breakDown();
      assertThatThrownBy(() -> controlPlane.apply("{type: Mesh, name: n}"))
          .isInstanceOf(StoreUnavailable.class);
      assertThat(before.errors).isEmpty();

      try (AdsClient again = new AdsClient(controlPlane.port(), "m", "web-1", WEB, token)) {
        again.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
        again.subscribe(XdsType.ENDPOINT, "db").next(XdsType.ENDPOINT, "db");
        assertThat(controlPlane.isReady()).isTrue();

        controlPlane.store.recover();
        controlPlane.apply(
            "{type: Dataplane, mesh: m, name: db-1, networking: {address: 192.0.2.7, inbound:"
                + " [{port: 5432, tags: {kuma.io/service: db}}]}}");
        assertThat(again.next(XdsType.ENDPOINT, "db").toString()).isNotEmpty();
        Wait.until(
            "what was noted meanwhile is written",
            () ->
                controlPlane
                    .manager
                    .find(
                        CoreTypes.DATAPLANE_INSIGHT, CoreTypes.DATAPLANE_INSIGHT.key("m", "web-1"))
                    .filter(insight -> insight.spec().isOnline())
                    .isPresent());
      }
    }
  }
}
