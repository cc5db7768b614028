package io.kuma.dp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({"30s,PT30S", "1m30s,PT1M30S", "500ms,PT0.5S", "1.5h,PT1H30M", "1h0m0s,PT1H"})
  void readsGosForm(String text, Duration duration) {
    assertThat(GoDuration.positive("--drain-time", text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-1s", "0s", "1s ", "1d", "99999999999999999999h", "soon"})
  void namesTheSettingOfWhatItCannotRead(String text) {
    assertThatThrownBy(() -> GoDuration.positive("--drain-time", text))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--drain-time")
        .hasMessageContaining("\"" + text + "\"");
  }
}
