package io.kuma.resource.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DataplaneTest {
  private final ResourceCodec codec = new JacksonResourceCodec();

  private Dataplane dataplane(String yaml) {
    return codec.toSpec(CoreTypes.DATAPLANE, codec.parseYaml(yaml));
  }

  private Inbound inbound(String yaml) {
    return dataplane("networking: {inbound: [" + yaml + "]}").inbounds().get(0);
  }

  @Test
  void isNothingWithoutNetworking() {
    Dataplane empty = dataplane("{}");
    assertThat(empty.inbounds()).isEmpty();
    assertThat(empty.outbounds()).isEmpty();
    assertThat(empty.listeners()).isEmpty();
    assertThat(empty.gateway()).isEmpty();
    assertThat(empty.isTransparent()).isFalse();
    assertThat(empty.services()).isEmpty();
  }

  @Test
  void inboundsTakeTheWorkloadsPlaceUnlessItIsElsewhere() {
    Dataplane dataplane =
        dataplane(
            """
            networking:
              address: 192.0.2.1
              inbound:
              - port: 80
              - {port: 81, servicePort: 8081, serviceAddress: 192.0.2.2, address: 192.0.2.3, name: main}
            """);
    Dataplane.Networking networking = Objects.requireNonNull(dataplane.networking());
    Inbound plain = dataplane.inbounds().get(0);
    assertThat(plain.effectiveServicePort()).isEqualTo(80);
    assertThat(plain.effectiveServiceAddress()).isEqualTo("127.0.0.1");
    assertThat(plain.effectiveAddress(networking)).isEqualTo("192.0.2.1");
    assertThat(plain.sectionName()).isEqualTo("80");
    Inbound moved = dataplane.inbounds().get(1);
    assertThat(moved.effectiveServicePort()).isEqualTo(8081);
    assertThat(moved.effectiveServiceAddress()).isEqualTo("192.0.2.2");
    assertThat(moved.effectiveAddress(networking)).isEqualTo("192.0.2.3");
    assertThat(moved.sectionName()).isEqualTo("main");
  }

  @Test
  void protocolIsThatOfTheFieldThenOfTheTagThenTcp() {
    assertThat(inbound("{protocol: grpc, tags: {kuma.io/protocol: http}}").effectiveProtocol())
        .isEqualTo("grpc");
    assertThat(inbound("{tags: {kuma.io/protocol: http}}").effectiveProtocol()).isEqualTo("http");
    assertThat(inbound("{port: 80}").effectiveProtocol()).isEqualTo("tcp");
  }

  @Test
  void inboundsAreReadyUnlessSomethingSaysThatTheyAreNot() {
    assertThat(inbound("{port: 80}").isReady()).isTrue();
    assertThat(inbound("{health: {ready: true}}").isReady()).isTrue();
    assertThat(inbound("{health: {}}").isReady()).isFalse();
    assertThat(inbound("{state: NotReady, health: {ready: true}}").isReady()).isFalse();
    assertThat(inbound("{state: Ignored}").isReady()).isFalse();
  }

  @Test
  void servicesAreThoseOfTheInboundsOrOfTheGateway() {
    Dataplane sidecar =
        dataplane(
            """
            networking:
              inbound:
              - {port: 80, tags: {kuma.io/service: web, version: v1}}
              - {port: 81, tags: {kuma.io/service: admin}}
              - {port: 82, tags: {kuma.io/service: web}}
              - {port: 83}
            """);
    assertThat(sidecar.services()).containsExactly("web", "admin");
    assertThat(sidecar.tagSets()).hasSize(4).contains(Map.of());
    Dataplane gateway = dataplane("networking: {gateway: {tags: {kuma.io/service: edge}}}");
    assertThat(gateway.services()).containsExactly("edge");
    assertThat(gateway.isDelegatedGateway()).isTrue();
    assertThat(gateway.isBuiltinGateway()).isFalse();
    assertThat(dataplane("networking: {gateway: {type: BUILTIN}}").isBuiltinGateway()).isTrue();
  }
}
