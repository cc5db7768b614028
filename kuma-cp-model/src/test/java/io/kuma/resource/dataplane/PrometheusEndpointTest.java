package io.kuma.resource.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusEndpointTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final ResourceTypes TYPES = new ResourceTypes(CoreTypes.ALL);
  private static final String WEB =
      "networking: {address: 192.0.2.1, inbound: [{port: 80, servicePort: 8080, tags:"
          + " {kuma.io/service: web}}], outbound: [{port: 81, tags: {kuma.io/service: a}}, {port:"
          + " 82, address: 0.0.0.0, tags: {kuma.io/service: b}}]}";

  private static Mesh mesh(String metrics) {
    return CoreTypes.MESH
        .cast(
            CODEC.toResource(
                TYPES, CODEC.parseYaml("{type: Mesh, name: m, metrics: " + metrics + "}")))
        .spec();
  }

  private static Mesh withConf(String conf) {
    return mesh("{enabledBackend: p, backends: [{name: p, type: prometheus, conf: " + conf + "}]}");
  }

  private static Dataplane dataplane(String more) {
    return CoreTypes.DATAPLANE
        .cast(
            CODEC.toResource(
                TYPES,
                CODEC.parseYaml(
                    "{type: Dataplane, mesh: m, name: web-1, " + WEB + ", " + more + "}")))
        .spec();
  }

  private static Optional<PrometheusEndpoint> of(String mesh, String own) {
    return PrometheusEndpoint.of(
        withConf(mesh), dataplane("metrics: {type: prometheus, conf: " + own + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                    | {}                          | 5670 /metrics"
            + " activeMTLSBackend",
        "{port: 1, path: /a, skipMTLS: true}   | {}                          | 1 /a disabled",
        "{port: 1, path: /a, skipMTLS: false}  | {port: 2, path: /b}         | 2 /b"
            + " activeMTLSBackend",
        "{tls: {mode: providedTLS}}            | {path: /b}                  | 5670 /b providedTLS",
        "{}                                    | {tls: {mode: disabled}}     | 5670 /metrics"
            + " disabled",
        "{tls: {mode: disabled}}               | {tls: {mode: activeMTLSBackend}} | 5670 /metrics"
            + " disabled",
        "{}                                    | {skipMTLS: true}            | 5670 /metrics"
            + " activeMTLSBackend",
      })
  void whatTheProxySaysCountsForMore(String mesh, String own, String expected) {
    PrometheusEndpoint endpoint = of(mesh, own).orElseThrow();
    assertThat(endpoint.port() + " " + endpoint.path() + " " + endpoint.tls()).isEqualTo(expected);
  }

  @Test
  void thereIsNoneUnlessABackendOfTheMeshIsInForce() {
    Dataplane web = dataplane("metrics: {type: prometheus, conf: {port: 1}}");
    assertThat(PrometheusEndpoint.of(Mesh.EMPTY, web)).isEmpty();
    assertThat(
            PrometheusEndpoint.of(mesh("{backends: [{name: p, type: prometheus, conf: {}}]}"), web))
        .isEmpty();
    assertThat(PrometheusEndpoint.of(withConf("{}"), web)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"80, false", "8080, false", "81, true", "82, false", "83, true"})
  void doesNotTakeAPortThatTheWorkloadNeeds(int port, boolean isFree) {
    assertThat(of("{port: " + port + "}", "{}").isPresent()).isEqualTo(isFree);
  }
}
