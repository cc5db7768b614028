package io.kuma.cp.feature;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dataplanes that come and go with their proxies, and what is noted of the proxies meanwhile. */
class LifecycleTest {
  private static final String WEB =
      """
      {"type":"Dataplane","mesh":"m","name":"web-1","networking":{"address":"192.0.2.1",
       "inbound":[{"port":80,"tags":{"kuma.io/service":"web"}}]}}""";
  private static final ResourceKey DATAPLANE = CoreTypes.DATAPLANE.key("m", "web-1");
  private static final Duration DELAY = Duration.ofMillis(400);

  private RunningControlPlane controlPlane;

  @BeforeEach
  void start(@TempDir Path workDir) {
    controlPlane =
        new RunningControlPlane(
            workDir,
            "KUMA_XDS_SERVER_DATAPLANE_STATUS_FLUSH_INTERVAL=100ms",
            "KUMA_XDS_DATAPLANE_DEREGISTRATION_DELAY=" + DELAY.toMillis() + "ms");
    controlPlane.apply("{type: Mesh, name: m}");
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private AdsClient web(String dataplane) {
    return new AdsClient(controlPlane.port(), "m", "web-1", dataplane, controlPlane.token("m"));
  }

  private Optional<Resource<Dataplane>> stored() {
    return controlPlane.manager.find(CoreTypes.DATAPLANE, DATAPLANE);
  }

  private Optional<DataplaneInsight> insight() {
    return controlPlane
        .manager
        .find(CoreTypes.DATAPLANE_INSIGHT, CoreTypes.DATAPLANE_INSIGHT.key("m", "web-1"))
        .map(Resource::spec);
  }

  @Test
  void whatAProxyBringsIsStoredWithTheLabelsOfAPut() {
    try (AdsClient web = web(WEB)) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      assertThat(stored().orElseThrow().meta().labels())
          .containsEntry(Labels.MESH, "m")
          .containsEntry(Labels.PROXY_TYPE, "sidecar")
          .containsEntry(Labels.ORIGIN, "zone");
    }
  }

  @Test
  void aProxyThatBringsSomethingElseReplacesWhatIsStored() {
    try (AdsClient web = web(WEB)) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
    }
    try (AdsClient web = web(WEB.replace("192.0.2.1", "192.0.2.9"))) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      assertThat(requireNonNull(stored().orElseThrow().spec().networking()).address())
          .isEqualTo("192.0.2.9");
    }
  }

  @Test
  void aReconnectWritesNothing() {
    try (AdsClient web = web(WEB)) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      long version = stored().orElseThrow().meta().version();
      try (AdsClient again = web(WEB)) {
        again.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
        assertThat(stored().orElseThrow().meta().version()).isEqualTo(version);
      }
    }
  }

  @Test
  void aProxyThatComesBackInTimeKeepsItsDataplane() {
    try (AdsClient web = web(WEB)) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
    }
    try (AdsClient again = web(WEB)) {
      again.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      // Another one that left later has gone when this one would have, too.
      try (AdsClient other = other()) {
        other.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      }
      ResourceKey key = CoreTypes.DATAPLANE.key("m", "other-1");
      Wait.until(
          "the other's Dataplane goes",
          () -> controlPlane.manager.find(CoreTypes.DATAPLANE, key).isEmpty());
      assertThat(stored()).isPresent();
    }
  }

  private AdsClient other() {
    return new AdsClient(
        controlPlane.port(),
        "m",
        "other-1",
        WEB.replace("web-1", "other-1"),
        controlPlane.token("m"));
  }

  @Test
  void aDataplaneThatSomebodyElseCreatedStays() {
    controlPlane.apply(WEB);
    try (AdsClient web =
            new AdsClient(controlPlane.port(), "m", "web-1", null, controlPlane.token("m"));
        AdsClient other = other()) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      other.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
    }
    ResourceKey key = CoreTypes.DATAPLANE.key("m", "other-1");
    Wait.until(
        "the other's Dataplane goes",
        () -> controlPlane.manager.find(CoreTypes.DATAPLANE, key).isEmpty());
    assertThat(stored()).isPresent();
  }

  @Test
  void aControlPlaneThatGoesTakesNoDataplaneAlong() {
    try (AdsClient web = web(WEB)) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      controlPlane.restart();
      // Whether the reason still gets through is a matter of which end closes first.
      assertThat(web.error()).isNotNull();
    }
    assertThat(stored()).isPresent();
    assertThat(insight().orElseThrow().isOnline()).isFalse();
  }

  @Test
  void aResourceThatCannotBeStoredIsRefused() {
    try (AdsClient web = web(WEB.replace("\"port\":80", "\"port\":0"))) {
      web.subscribe(XdsType.CLUSTER);
      assertThat(web.error()).hasMessageContaining("networking.inbound[0].port");
    }
    try (AdsClient web = web(WEB.replace("web-1", "web-9"))) {
      web.subscribe(XdsType.CLUSTER);
      assertThat(web.error()).hasMessageContaining("web-9");
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void theInsightTellsOfConnectionsAndTheirEnds() {
    for (int i = 0; i < 3; i++) {
      try (AdsClient web = web(WEB)) {
        web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
        web.subscribe(XdsType.LISTENER).next(XdsType.LISTENER);
        Wait.until("it is written down", () -> acknowledged() == 2);
        assertThat(insight().orElseThrow().isOnline()).isTrue();
      }
      Wait.until("the end is written down", () -> !insight().orElseThrow().isOnline());
    }
    List<DiscoverySubscription> all = insight().orElseThrow().subscriptions();
    assertThat(all).hasSize(2);
    assertThat(all).allMatch(one -> one.disconnectTime() != null);
    assertThat(all).extracting(DiscoverySubscription::id).doesNotHaveDuplicates();
  }

  private long acknowledged() {
    List<DiscoverySubscription> all =
        insight().map(DataplaneInsight::subscriptions).orElse(List.of());
    if (all.isEmpty() || !all.get(all.size() - 1).isOnline()) {
      return 0;
    }
    DiscoverySubscription.Status status = requireNonNull(all.get(all.size() - 1).status());
    return requireNonNull(status.total()).responsesAcknowledged();
  }
}
