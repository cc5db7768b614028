package io.kuma.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProtocolTest {
  @Test
  void instancesThatDifferShareTheHighestCommonLayer() {
    assertThat(Protocol.commonOf(List.of(Protocol.GRPC, Protocol.GRPC))).isEqualTo(Protocol.GRPC);
    assertThat(Protocol.commonOf(List.of(Protocol.GRPC, Protocol.HTTP2))).isEqualTo(Protocol.HTTP2);
    assertThat(Protocol.commonOf(List.of(Protocol.HTTP, Protocol.HTTP2))).isEqualTo(Protocol.TCP);
    assertThat(Protocol.commonOf(List.of(Protocol.KAFKA, Protocol.HTTP))).isEqualTo(Protocol.TCP);
    assertThat(Protocol.commonOf(List.of())).isEqualTo(Protocol.TCP);
  }

  @Test
  void unknownNamesAreForwardedAsTcp() {
    assertThat(Protocol.parse("http")).isEqualTo(Protocol.HTTP);
    assertThat(Protocol.parse("HTTP")).isEqualTo(Protocol.TCP);
    assertThat(Protocol.parse("smoke signals")).isEqualTo(Protocol.TCP);
    assertThat(Protocol.parse(null)).isEqualTo(Protocol.TCP);
  }
}
