package io.kuma.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "0s, 0s",
    "100s, 1m40s",
    "1.5h, 1h30m0s",
    "250ms, 250ms",
    "3600s, 1h0m0s",
    "1h, 1h0m0s",
    "60m, 1h0m0s",
    "90m30s, 1h30m30s",
    "1500ms, 1.5s",
    "1m0.5s, 1m0.5s",
    "1us, 1µs",
    "1µs, 1µs",
    "1μs, 1µs",
    "1500ns, 1.5µs",
    "10ns, 10ns",
    "-2m, -2m0s",
    "+5s, 5s",
    ".5s, 500ms",
    "1.s, 1s",
    "0.3ns, 0s",
    "48h, 48h0m0s",
    "9223372036854775807ns, 2562047h47m16.854775807s",
    "-9223372036854775808ns, -2562047h47m16.854775808s",
  })
  void readsAndPrintsAsGo(String text, String printed) {
    assertThat(GoDuration.format(GoDuration.parse(text))).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'' , 'time: invalid duration \"\"'",
        "'-', 'time: invalid duration \"-\"'",
        "'abc', 'time: invalid duration \"abc\"'",
        "'s', 'time: invalid duration \"s\"'",
        "'.s', 'time: invalid duration \".s\"'",
        "'1.2.3s', 'time: invalid duration \"1.2.3s\"'",
        "'5', 'time: missing unit in duration \"5\"'",
        "'1h5', 'time: missing unit in duration \"1h5\"'",
        "'1d', 'time: unknown unit \"d\" in duration \"1d\"'",
        "'1 s', 'time: unknown unit \" s\" in duration \"1 s\"'",
        "'9223372036854775808ns', 'time: invalid duration \"9223372036854775808ns\"'",
        "'10000000h', 'time: invalid duration \"10000000h\"'",
        "'x\"', 'time: invalid duration \"x\\\"\"'",
      })
  void refusesInGosWords(String text, String message) {
    assertThatThrownBy(() -> GoDuration.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Property
  void everyDurationSurvives(@ForAll long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
  }

  @Property
  void everySmallDurationSurvives(@ForAll @LongRange(min = -100_000, max = 100_000) long millis) {
    Duration duration = Duration.ofMillis(millis);
    assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll @StringLength(max = 12) String text) {
    try {
      assertThat(GoDuration.parse(text)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("time: ");
    }
  }
}
