package io.kuma.resource.meshgateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.contract.Refusals;
import io.kuma.resource.meshgateway.MeshGateway.Listener;
import io.kuma.resource.meshgateway.MeshGateway.Listener.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeshGatewayTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();

  private static MeshGateway gateway(String listeners) {
    return CODEC.toSpec(
        CoreTypes.MESH_GATEWAY, CODEC.parseYaml("conf: {listeners: [%s]}".formatted(listeners)));
  }

  @Test
  void readsProtocolsByNumberAroundTheOneThatWasTakenOut() {
    assertThat(
            gateway("{protocol: 0}, {protocol: 1}, {protocol: 3}, {protocol: 4}, {protocol: 5}")
                .listeners())
        .extracting(Listener::protocol)
        .containsExactly(Protocol.NONE, Protocol.TCP, Protocol.TLS, Protocol.HTTP, Protocol.HTTPS);
  }

  @Test
  void listensToAllHostsUnlessOneIsNamed() {
    assertThat(gateway("{port: 80}, {hostname: a.test}").listeners())
        .extracting(Listener::effectiveHostname)
        .containsExactly("*", "a.test");
  }

  @Test
  void hasNoListenersWithoutConf() {
    MeshGateway empty = CODEC.toSpec(CoreTypes.MESH_GATEWAY, CODEC.parseYaml("{}"));
    assertThat(empty.listeners()).isEmpty();
    assertThat(empty.isCrossMesh()).isFalse();
    assertThat(gateway("{port: 80}, {crossMesh: true}").isCrossMesh()).isTrue();
  }

  @Test
  void refusesTlsThatDoesNotFitTheListener() {
    assertThat(refusals("{port: 443, protocol: HTTPS, tls: {mode: PASSTHROUGH}}"))
        .containsExactly("conf.listeners[0].tls.mode: mode is not supported on HTTPS listeners");
    assertThat(refusals("{port: 80, protocol: HTTP, crossMesh: true, tls: {mode: TERMINATE}}"))
        .containsExactly("conf.listeners[0].tls: must be empty with crossMesh");
    assertThat(
            refusals(
                "{port: 443, protocol: TLS, tls: {mode: TERMINATE,"
                    + " certificates: [{secret: a}, {secret: b}, {secret: c}]}}"))
        .containsExactly(
            "conf.listeners[0].tls.certificates: cannot have more than 2 certificates");
  }

  @Test
  void listenersOfOnePortMayLeaveTheLimitToTheOthers() {
    assertThat(
            refusals(
                "{port: 80, protocol: HTTP, hostname: a.test, resources: {connectionLimit: 5}},"
                    + " {port: 80, protocol: HTTP, hostname: b.test},"
                    + " {port: 81, protocol: TCP, resources: {connectionLimit: 6}}"))
        .isEmpty();
  }

  private static List<String> refusals(String listeners) {
    return Refusals.of(
        CoreTypes.MESH_GATEWAY,
        "{selectors: [{match: {kuma.io/service: gw}}], conf: {listeners: [%s]}}"
            .formatted(listeners));
  }
}
