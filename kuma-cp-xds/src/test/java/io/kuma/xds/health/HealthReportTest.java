package io.kuma.xds.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.service.health.v3.ClusterEndpointsHealth;
import io.envoyproxy.envoy.service.health.v3.EndpointHealth;
import io.envoyproxy.envoy.service.health.v3.EndpointHealthResponse;
import io.envoyproxy.envoy.service.health.v3.LocalityEndpointsHealth;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.dataplane.Inbound.State;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HealthReportTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final Dataplane DATAPLANE =
      CODEC.toSpec(
          CoreTypes.DATAPLANE,
          CODEC.parseYaml(
              """
              networking:
                address: 192.0.2.1
                inbound:
                - {port: 80, servicePort: 8080, tags: {kuma.io/service: a}}
                - {port: 81, tags: {kuma.io/service: b}}
                - {port: 82, state: Ignored, tags: {kuma.io/service: c}}
              """));

  private static ClusterEndpointsHealth health(String cluster, HealthStatus status) {
    return ClusterEndpointsHealth.newBuilder()
        .setClusterName(cluster)
        .addLocalityEndpointsHealth(
            LocalityEndpointsHealth.newBuilder()
                .addEndpointsHealth(EndpointHealth.newBuilder().setHealthStatus(status)))
        .build();
  }

  private static HealthReport report(boolean envoy, Map<Integer, Boolean> ports) {
    return new HealthReport(envoy, new TreeMap<>(ports));
  }

  @Test
  void readsWhatAProxyFound() {
    EndpointHealthResponse response =
        EndpointHealthResponse.newBuilder()
            .addClusterEndpointsHealth(health("kuma:envoy:admin", HealthStatus.HEALTHY))
            .addClusterEndpointsHealth(health("localhost:8080", HealthStatus.UNHEALTHY))
            .addClusterEndpointsHealth(health("localhost:81", HealthStatus.UNKNOWN))
            .addClusterEndpointsHealth(health("localhost:82", HealthStatus.TIMEOUT))
            .addClusterEndpointsHealth(health("something:else", HealthStatus.UNHEALTHY))
            .build();
    assertThat(HealthReport.of(response))
        .isEqualTo(report(true, Map.of(8080, false, 81, true, 82, false)));
    assertThat(HealthReport.of(EndpointHealthResponse.getDefaultInstance()))
        .isEqualTo(report(true, Map.of()));
  }

  @Test
  void aPortThatDoesNotAnswerIsNotReadyUntilItDoes() {
    Dataplane down = report(true, Map.of(8080, false)).applyTo(DATAPLANE);
    assertThat(down.inbounds())
        .extracting(Inbound::state)
        .containsExactly(State.NotReady, State.Ready, State.Ignored);
    assertThat(down.inbounds().get(0).health()).isEqualTo(new Inbound.Health(false));
    assertThat(down.inbounds().get(0).isReady()).isFalse();

    Dataplane up = report(true, Map.of(8080, true)).applyTo(down);
    assertThat(up.inbounds().get(0).isReady()).isTrue();
  }

  @Test
  void anEnvoyThatDrainsTakesAllPortsAlong() {
    Dataplane draining = report(false, Map.of(8080, true)).applyTo(DATAPLANE);
    assertThat(draining.inbounds())
        .extracting(Inbound::state)
        .containsExactly(State.NotReady, State.NotReady, State.Ignored);
  }

  @Test
  void aReportOfWhatIsKnownChangesNothing() {
    assertThat(report(true, Map.of(8080, true)).applyTo(DATAPLANE)).isSameAs(DATAPLANE);
    Dataplane none = new Dataplane(null, null, null);
    assertThat(report(false, Map.of()).applyTo(none)).isSameAs(none);
  }
}
