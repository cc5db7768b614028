package io.kuma.policy.faultinjection;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Bandwidth;
import io.kuma.policy.faultinjection.FaultInjection.ResponseBandwidth;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseBandwidthTest {

  private static Optional<Bandwidth> bandwidth(String limit) {
    return new ResponseBandwidth(null, limit).bandwidth();
  }

  @ParameterizedTest
  @CsvSource({
    "50kbps, 50",
    "50 kbps, 50",
    "50mbps, 50000",
    "50Mbps, 50000",
    "2gbps, 2000000",
    "2Gbps, 2000000"
  })
  void limitsMayBeInLowerCase(String limit, long kbps) {
    assertThat(bandwidth(limit)).contains(new Bandwidth(kbps));
  }

  /** Upstream stores all of these but the first two, and cannot make a configuration of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "50mb",
        "",
        "kbps",
        "x50kbps",
        "50kbpsx",
        "5.5kbps",
        "-5kbps",
        "0kbps",
        "50Kbps",
        "99999999999999999999kbps"
      })
  void otherTextsAreNoLimits(String limit) {
    assertThat(bandwidth(limit)).isEmpty();
  }
}
