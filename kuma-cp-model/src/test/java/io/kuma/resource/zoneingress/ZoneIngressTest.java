package io.kuma.resource.zoneingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.contract.Refusals;
import org.junit.jupiter.api.Test;

class ZoneIngressTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();

  private static ZoneIngress ingress(String yaml) {
    return CODEC.toSpec(CoreTypes.ZONE_INGRESS, CODEC.parseYaml(yaml));
  }

  @Test
  void isReachedByWhatIsAdvertisedAlone() {
    assertThat(ingress("{}").hasPublicAddress()).isFalse();
    assertThat(ingress("networking: {address: 192.0.2.1, port: 10001}").hasPublicAddress())
        .isFalse();
    assertThat(
            ingress("networking: {advertisedAddress: a.test, advertisedPort: 1}")
                .hasPublicAddress())
        .isTrue();
  }

  @Test
  void isRemoteIfItsZoneIsKnownToBeAnother() {
    assertThat(ingress("zone: east").isRemote("west")).isTrue();
    assertThat(ingress("zone: west").isRemote("west")).isFalse();
    assertThat(ingress("{}").isRemote("west")).isFalse();
  }

  @Test
  void advertisesAddressAndPortTogether() {
    assertThat(Refusals.of(CoreTypes.ZONE_INGRESS, "{}"))
        .containsExactly("networking.port: port must be in the range [1, 65535]");
    assertThat(
            Refusals.of(CoreTypes.ZONE_INGRESS, "networking: {port: 1, advertisedAddress: a.test}"))
        .containsExactly("networking.advertisedPort: has to be defined with advertisedAddress");
    assertThat(Refusals.of(CoreTypes.ZONE_INGRESS, "networking: {port: 1, advertisedPort: 1}"))
        .containsExactly("networking.advertisedAddress: has to be defined with advertisedPort");
  }

  @Test
  void leavesTheAdminPortToEnvoy() {
    assertThat(
            Refusals.of(
                CoreTypes.ZONE_EGRESS,
                "networking: {address: 127.0.0.1, port: 9901, admin: {port: 9901}}"))
        .containsExactly("networking.admin.port: must differ from port");
  }
}
