package io.kuma.resource.externalservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.resource.CoreTypes;
import io.kuma.resource.contract.Refusals;
import io.kuma.resource.externalservice.ExternalService.Networking;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalServiceTest {

  @ParameterizedTest
  @CsvSource({
    "ext.test:80, ext.test, 80",
    "192.0.2.1:443, 192.0.2.1, 443",
    "'[fd00::1]:8080', fd00::1, 8080"
  })
  void knowsHostAndPortOfItsAddress(String address, String host, int port) {
    Networking networking = new Networking(address, null, false);
    assertThat(networking.host()).isEqualTo(host);
    assertThat(networking.port()).isEqualTo(port);
  }

  @Test
  void isReachedByTcpUnlessItsTagSaysElse() {
    assertThat(new ExternalService(null, Map.of()).protocol()).isEqualTo("tcp");
    assertThat(new ExternalService(null, Map.of("kuma.io/protocol", "http")).protocol())
        .isEqualTo("http");
    assertThat(new ExternalService(null, Map.of("kuma.io/service", "a")).service()).isEqualTo("a");
  }

  @Test
  void refusesWhatLeavesOpenWhereItIs() {
    assertThat(Refusals.of(CoreTypes.EXTERNAL_SERVICE, "tags: {kuma.io/service: a}"))
        .containsExactly("networking: should have networking");
    assertThat(
            Refusals.of(
                CoreTypes.EXTERNAL_SERVICE,
                "{tags: {kuma.io/service: a}, networking: {address: 'a.test:-1',"
                    + " tls: {clientKey: {secret: s, file: f}}}}"))
        .containsExactly(
            "networking.address: unable to parse port in address",
            "networking.address: port must be in the range [1, 65535]",
            "networking.tls.clientKey: must name only one of secret, file, inline and"
                + " inlineString");
  }
}
