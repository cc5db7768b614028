package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.kuma.cp.boot.KumaControlPlane;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy on a real stream is sent, and what it is not. */
class StreamsTest {
  private static final String IDENTITY = "identity_cert:secret:m";
  private static final String AUTHORITY = "mesh_ca:secret:m";

  private static RunningControlPlane controlPlane;

  @BeforeAll
  static void start(@TempDir Path workDir) {
    controlPlane = new RunningControlPlane(workDir);
    controlPlane.apply(
        """
        type: Mesh
        name: m
        mtls:
          enabledBackend: ca
          backends: [{name: ca, type: builtin}]
        """);
    await(controlPlane::isReady);
  }

  @AfterAll
  static void stop() {
    controlPlane.close();
  }

  @Test
  void aProxyThatBringsItsDataplaneIsConfigured() {
    try (AdsClient web =
        client("web-2", WEB.replace("web-1", "web-2").replace("backend", "late"))) {
      List<String> clusters =
          AdsClient.unpack(web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER), Cluster.class)
              .stream()
              .map(Cluster::getName)
              .toList();
      assertThat(clusters).contains("late", "localhost:8080");
      DiscoveryResponse endpoints =
          web.subscribe(XdsType.ENDPOINT, "late").next(XdsType.ENDPOINT, "late");
      assertThat(AdsClient.unpack(endpoints, ClusterLoadAssignment.class))
          .singleElement()
          .satisfies(none -> assertThat(none.getEndpointsList()).isEmpty());
      web.subscribe(XdsType.LISTENER).next(XdsType.LISTENER);
      try (AdsClient late = client("late-1", LATE)) {
        late.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
        // Its first instance tells the protocol, so the cluster changes too, and goes first.
        web.next(XdsType.CLUSTER);
        ClusterLoadAssignment joined =
            AdsClient.unpack(web.next(XdsType.ENDPOINT, "late"), ClusterLoadAssignment.class)
                .get(0);
        assertThat(
                joined
                    .getEndpoints(0)
                    .getLbEndpoints(0)
                    .getEndpoint()
                    .getAddress()
                    .getSocketAddress()
                    .getAddress())
            .isEqualTo("192.0.2.2");
      }
    }
  }

  @Test
  void aReconnectSendsNothingAgain() {
    Map<XdsType, String> held;
    try (AdsClient web = web()) {
      held = configure(web);
    }
    try (AdsClient again = web(held)) {
      askForAll(again);
      assertThat(again.isQuiet(1500)).isTrue();
    }
  }

  @Test
  void aRestartedControlPlaneSendsNothingAgainNotEvenSecrets() {
    Map<XdsType, String> held;
    try (AdsClient web = web()) {
      held = configure(web);
      controlPlane.restart();
    }
    try (AdsClient again = web(held)) {
      askForAll(again);
      assertThat(again.isQuiet(1500)).isTrue();
      controlPlane.apply(timeout("m", "7s"));
      assertThat(again.take().getTypeUrl()).isIn(XdsType.CLUSTER.url(), XdsType.LISTENER.url());
    }
  }

  @Test
  void insightsAndUnconcernedChangesCauseNoPush() {
    try (AdsClient web = web()) {
      configure(web);
      ResourceKey key = CoreTypes.DATAPLANE_INSIGHT.key("m", "web-1");
      await(() -> insight(key).map(found -> acknowledged(found) >= 3).orElse(false));
      controlPlane.apply(
          """
          type: Secret
          mesh: m
          name: unrelated
          data: eA==
          ---
          type: MeshTimeout
          mesh: m
          name: others
          spec:
            targetRef: {kind: MeshSubset, tags: {kuma.io/service: somebody-else}}
            to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 3s}}]
          """);
      assertThat(web.isQuiet(1500)).isTrue();
    }
  }

  @Test
  void whatAProxyRejectsIsNotSentAgainAtOnceAndTheReasonIsKept() {
    try (AdsClient web = web()) {
      DiscoveryResponse refused = web.subscribe(XdsType.CLUSTER).take();
      web.nack(XdsType.CLUSTER, refused, "no such filter");
      assertThat(web.isQuiet(500)).isTrue();
      assertThat(web.take().getVersionInfo()).isEqualTo(refused.getVersionInfo());
      ResourceKey key = CoreTypes.DATAPLANE_INSIGHT.key("m", "web-1");
      await(
          () ->
              insight(key)
                  .filter(found -> found.metadata() != null)
                  .map(found -> found.metadata().at("/lastRejection/reason").asText())
                  .filter("no such filter"::equals)
                  .isPresent());
    }
  }

  @Test
  void aPatchThatEnvoyWouldRefuseIsNotSentAndConcernsNobodyElse() {
    ResourceKey key = CoreTypes.DATAPLANE_INSIGHT.key("m", "patched-1");
    try (AdsClient patched = client("patched-1", LATE.replace("late", "patched"));
        AdsClient web = web()) {
      patched.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      configure(web);
      controlPlane.apply(
          """
          type: MeshProxyPatch
          mesh: m
          name: broken
          spec:
            targetRef: {kind: MeshSubset, tags: {kuma.io/service: patched}}
            default:
              appendModifications:
              - cluster:
                  operation: Patch
                  match: {name: 'localhost:8081'}
                  jsonPatches: [{op: replace, path: /connectTimeout, value: 0s}]
          """);
      await(
          () ->
              insight(key)
                  .filter(found -> found.metadata() != null)
                  .map(found -> found.metadata().at("/lastRejection/reason").asText())
                  .filter(reason -> reason.contains("Cluster \"localhost:8081\" is not valid"))
                  .filter(reason -> reason.contains("ConnectTimeout"))
                  .isPresent());
      // It keeps what it has, also when others get something new.
      controlPlane.apply(
          """
          type: MeshTimeout
          mesh: m
          name: inbound
          spec:
            rules: [{default: {connectionTimeout: 9s}}]
          """);
      web.next(XdsType.CLUSTER);
      assertThat(patched.isQuiet(500)).isTrue();
      delete("MeshProxyPatch", "broken");
      patched.next(XdsType.CLUSTER);
      delete("MeshTimeout", "inbound");
    }
  }

  @Test
  void aChangeAndItsUndoingBothArrive() {
    try (AdsClient backend = client("undo-1", LATE.replace("late", "undo"))) {
      backend.subscribe(XdsType.LISTENER);
      String closed = backend.next(XdsType.LISTENER).getVersionInfo();
      for (int i = 0; i < 3; i++) {
        controlPlane.apply(permission("allow"));
        String open = backend.next(XdsType.LISTENER).getVersionInfo();
        assertThat(open).isNotEqualTo(closed);
        controlPlane.apply(permission("deny"));
        assertThat(backend.next(XdsType.LISTENER).getVersionInfo()).isNotEqualTo(open);
      }
    }
  }

  private static String permission(String action) {
    return """
        type: MeshTrafficPermission
        mesh: m
        name: undo
        spec:
          targetRef: {kind: MeshSubset, tags: {kuma.io/service: undo}}
          rules: [{default: {%s: [{spiffeID: {type: Prefix, value: 'spiffe://m/web'}}]}}]
        """
        .formatted(action);
  }

  @Test
  void aProxyThatLeavesTakesItsDataplaneAlong() {
    ResourceKey key = CoreTypes.DATAPLANE.key("m", "web-1");
    try (AdsClient web = web()) {
      web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      assertThat(controlPlane.manager.find(CoreTypes.DATAPLANE, key)).isPresent();
    }
    await(() -> controlPlane.manager.find(CoreTypes.DATAPLANE, key).isEmpty());
  }

  @Test
  void aNewerStreamReplacesTheOlder() {
    try (AdsClient first = web()) {
      first.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      try (AdsClient second = web()) {
        second.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
        assertThat(first.error()).hasMessageContaining("replaced");
      }
    }
  }

  @Test
  void aStreamWithoutAValidTokenIsRefused() {
    try (AdsClient web =
        new AdsClient(
            controlPlane.port(), "m", "stranger", WEB.replace("web-1", "stranger"), "nonsense")) {
      web.subscribe(XdsType.CLUSTER);
      assertThat(web.error()).hasMessageContaining("UNKNOWN: authentication failed");
    }
    assertThat(controlPlane.manager.list(CoreTypes.DATAPLANE, "m"))
        .extracting(Resource::name)
        .doesNotContain("stranger");
  }

  @Test
  void aNodeThatNobodyKnowsIsRefused() {
    try (AdsClient nobody =
        new AdsClient(controlPlane.port(), "m", "nobody", null, controlPlane.token("m"))) {
      nobody.subscribe(XdsType.CLUSTER);
      assertThat(nobody.error())
          .hasMessageContaining(
              "resource \"m.nobody\" not found; create a Dataplane in Kuma CP first or pass it as"
                  + " an argument to kuma-dp");
    }
  }

  @Test
  void anotherLifetimeReplacesCertificatesAtOnce() {
    try (AdsClient web = web()) {
      configure(web);
      controlPlane.apply(
          """
          type: Mesh
          name: m
          mtls:
            enabledBackend: ca
            backends: [{name: ca, type: builtin, dpCert: {rotation: {expiration: 2h}}}]
          """);
      Secret secret =
          AdsClient.unpack(web.next(XdsType.SECRET, IDENTITY, AUTHORITY), Secret.class).get(0);
      assertThat(secret.getName()).isIn(IDENTITY, AUTHORITY);
    }
  }

  private static final String WEB =
      """
      {"type":"Dataplane","mesh":"m","name":"web-1","networking":{"address":"192.0.2.1",
       "inbound":[{"port":80,"servicePort":8080,"tags":{"kuma.io/service":"web","kuma.io/protocol":"http"}}],
       "outbound":[{"port":10001,"tags":{"kuma.io/service":"backend"}}]}}""";

  private static final String LATE =
      """
      {"type":"Dataplane","mesh":"m","name":"late-1","networking":{"address":"192.0.2.2",
       "inbound":[{"port":80,"servicePort":8081,"tags":{"kuma.io/service":"late","kuma.io/protocol":"http"}}]}}""";

  private static void delete(String type, String name) {
    controlPlane.delete(KumaControlPlane.TYPES.findByName(type).orElseThrow(), "m", name);
  }

  private static AdsClient web() {
    return new AdsClient(controlPlane.port(), "m", "web-1", WEB, controlPlane.token("m"));
  }

  private static AdsClient web(Map<XdsType, String> versions) {
    return new AdsClient(controlPlane.port(), "m", "web-1", WEB, controlPlane.token("m"), versions);
  }

  private static AdsClient client(String name, String dataplane) {
    return new AdsClient(controlPlane.port(), "m", name, dataplane, controlPlane.token("m"));
  }

  /** Asks for everything, acknowledges it, and says what is held then. */
  private static Map<XdsType, String> configure(AdsClient client) {
    client.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
    client.subscribe(XdsType.ENDPOINT, "backend").next(XdsType.ENDPOINT, "backend");
    client.subscribe(XdsType.LISTENER).next(XdsType.LISTENER);
    client.subscribe(XdsType.SECRET, IDENTITY, AUTHORITY).next(XdsType.SECRET, IDENTITY, AUTHORITY);
    return client.versions();
  }

  private static void askForAll(AdsClient client) {
    client
        .subscribe(XdsType.CLUSTER)
        .subscribe(XdsType.ENDPOINT, "backend")
        .subscribe(XdsType.LISTENER)
        .subscribe(XdsType.SECRET, IDENTITY, AUTHORITY);
  }

  private static String timeout(String mesh, String connectionTimeout) {
    return """
        type: MeshTimeout
        mesh: %s
        name: all
        spec:
          to: [{targetRef: {kind: Mesh}, default: {connectionTimeout: %s}}]
        """
        .formatted(mesh, connectionTimeout);
  }

  private static Optional<DataplaneInsight> insight(ResourceKey key) {
    return controlPlane.manager.find(CoreTypes.DATAPLANE_INSIGHT, key).map(Resource::spec);
  }

  private static long acknowledged(DataplaneInsight insight) {
    return insight
        .subscriptions()
        .get(insight.subscriptions().size() - 1)
        .status()
        .total()
        .responsesAcknowledged();
  }

  private static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("it did not come about");
      }
      Thread.onSpinWait();
    }
  }
}
