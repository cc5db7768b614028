package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.delivery.Delivery;
import io.kuma.core.delivery.Delivery.State;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.cache.XdsType;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a policy has come at a proxy on a real stream. */
class DeliveriesTest {
  private static final ResourceKey PROXY = CoreTypes.DATAPLANE.key("m", "api-1");
  private static final String API =
      """
      {"type":"Dataplane","mesh":"m","name":"api-1","networking":{"address":"192.0.2.1",
       "inbound":[{"port":80,"servicePort":8080,"tags":{"kuma.io/service":"api","kuma.io/protocol":"http"}}]}}""";

  private static RunningControlPlane controlPlane;

  @BeforeAll
  static void start(@TempDir Path dir) {
    controlPlane = new RunningControlPlane(dir);
    controlPlane.apply("{type: Mesh, name: m, skipCreatingInitialPolicies: ['*']}");
    Wait.until("it is ready", controlPlane::isReady);
  }

  @AfterAll
  static void stop() {
    controlPlane.close();
  }

  private static State state() {
    return controlPlane.deliveries().find(PROXY).map(Delivery::state).orElse(State.offline);
  }

  private static void apply(String idleTimeout) {
    controlPlane.apply(
        """
        type: MeshTimeout
        mesh: m
        name: t
        spec: {rules: [{default: {idleTimeout: %s, http: {streamIdleTimeout: %s}}}]}
        """
            .formatted(idleTimeout, idleTimeout));
    Resource<?> stored =
        controlPlane
            .manager
            .find(Policies.MESH_TIMEOUT, Policies.MESH_TIMEOUT.key("m", "t"))
            .orElseThrow();
    Wait.until("it is known", () -> controlPlane.deliveries().know(stored));
  }

  @Test
  void fromTheWriteToTheAnswer() {
    assertThat(state()).isEqualTo(State.offline);
    try (AdsClient api =
        new AdsClient(controlPlane.port(), "m", "api-1", API, controlPlane.token("m"))) {
      api.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
      api.subscribe(XdsType.LISTENER).next(XdsType.LISTENER);
      Wait.until("it is acknowledged", () -> state() == State.acknowledged);

      apply("7s");
      Wait.until("it is sent", () -> state() == State.sent);
      api.next(XdsType.CLUSTER);
      api.next(XdsType.LISTENER);
      Wait.until("it is acknowledged", () -> state() == State.acknowledged);

      apply("8s");
      api.next(XdsType.CLUSTER);
      api.nack(XdsType.LISTENER, api.take(), "I will not");
      Wait.until("it is rejected", () -> state() == State.rejected);
      assertThat(controlPlane.deliveries().find(PROXY).orElseThrow().reason())
          .isEqualTo("LISTENER: I will not");
    }
    Wait.until("it is offline", () -> state() == State.offline);
  }
}
