package io.kuma.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandwidthTest {

  @ParameterizedTest
  @CsvSource({"10kbps, 10", "50 Mbps, 50000", "1Gbps, 1000000", "0kbps, 0"})
  void isReadInItsUnit(String text, long kbps) {
    assertThat(Bandwidth.parse(text)).contains(new Bandwidth(kbps));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "kbps", "50mbps", "1.5Mbps", "-1kbps", "GMbps", "1GMbps", "10kbps "})
  void isNothingElse(String text) {
    assertThat(Bandwidth.parse(text)).isEmpty();
  }
}
