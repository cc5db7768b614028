package io.kuma.xds.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.envoyproxy.envoy.service.health.v3.HealthCheckSpecifier;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.envoy.EnvoyJson;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final String NODE =
      "{dataplane.admin.port: '9901', dataplane.admin.socketPath: /run/admin.sock}";

  private static JsonNode probes(String networking, String node) {
    HealthCheckSpecifier probes =
        Probes.of(
            CODEC.toSpec(CoreTypes.DATAPLANE, CODEC.parseYaml("{networking: " + networking + "}")),
            NodeFacts.of(CODEC.parseYaml(node)),
            ProbeSettings.DEFAULT);
    return new EnvoyJson().toTree(probes);
  }

  private static JsonNode yaml(String text) {
    return CODEC.parseJson(CODEC.parseYaml(text).toString());
  }

  @Test
  void envoyItselfIsAskedOverItsSocket() {
    assertThat(probes("{address: 192.0.2.1}", NODE))
        .isEqualTo(
            yaml(
                """
                interval: 5s
                clusterHealthChecks:
                - clusterName: kuma:envoy:admin
                  localityEndpoints:
                  - endpoints: [{address: {pipe: {path: /run/admin.sock}}}]
                  healthChecks:
                  - timeout: 2s
                    interval: 1s
                    noTrafficInterval: 1s
                    healthyThreshold: 1
                    unhealthyThreshold: 1
                    httpHealthCheck: {path: /ready}
                """));
  }

  @Test
  void orOverItsPort() {
    JsonNode address =
        probes("{address: 192.0.2.1}", "{dataplane.admin.port: '9901'}")
            .at("/clusterHealthChecks/0/localityEndpoints/0/endpoints/0/address/socketAddress");
    assertThat(address.equals(yaml("{address: 127.0.0.1, portValue: 9901}"))).isTrue();
  }

  @Test
  void portsWithAProbeAreProbedAsTheySay() {
    JsonNode probes =
        probes(
            """
            {address: 192.0.2.1, inbound: [
              {port: 80, tags: {kuma.io/service: a}},
              {port: 81, servicePort: 8081, serviceAddress: 127.0.0.1, tags: {kuma.io/service: b},
               serviceProbe: {tcp: {}}},
              {port: 82, tags: {kuma.io/service: c},
               serviceProbe: {interval: 3s, timeout: 4s, healthyThreshold: 5, unhealthyThreshold: 6, tcp: {}}}]}""",
            NODE);
    assertThat(probes.at("/clusterHealthChecks")).hasSize(3);
    assertThat(probes.at("/clusterHealthChecks/1"))
        .isEqualTo(
            yaml(
                """
                clusterName: localhost:8081
                localityEndpoints:
                - endpoints:
                  - address: {socketAddress: {address: 127.0.0.1, portValue: 8081}}
                healthChecks:
                - timeout: 2s
                  interval: 1s
                  noTrafficInterval: 1s
                  healthyThreshold: 1
                  unhealthyThreshold: 1
                  tcpHealthCheck: {}
                """));
    assertThat(probes.at("/clusterHealthChecks/2"))
        .isEqualTo(
            yaml(
                """
                clusterName: localhost:82
                localityEndpoints:
                - endpoints:
                  - address: {socketAddress: {address: 192.0.2.1, portValue: 82}}
                healthChecks:
                - timeout: 4s
                  interval: 3s
                  noTrafficInterval: 1s
                  healthyThreshold: 5
                  unhealthyThreshold: 6
                  tcpHealthCheck: {}
                """));
  }

  @Test
  void whereTrafficIsRedirectedProbesGoAroundIt() {
    JsonNode probes =
        probes(
            """
            {address: 192.0.2.1, transparentProxying: {redirectPortInbound: 15006, redirectPortOutbound: 15001},
             inbound: [{port: 80, tags: {kuma.io/service: a}, serviceProbe: {tcp: {}}}]}""",
            NODE);
    assertThat(
            probes.at("/clusterHealthChecks/1/upstreamBindConfig/sourceAddress/address").asText())
        .isEqualTo("127.0.0.6");
  }
}
