package io.kuma.model.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Durations as proto3 JSON writes them: seconds with three, six or nine decimals, {@code 3600s},
 * {@code 0.250s}. See <a href="https://protobuf.dev/programming-guides/json/">the mapping</a>.
 */
final class ProtoDuration {
  private static final Pattern FORM = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,9})?s");

  private ProtoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if it is no such thing
   */
  static Duration parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be a duration in seconds, such as \"3600s\" or \"0.250s\"");
    }
    BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
    BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
    long nanos = seconds.subtract(whole).movePointRight(9).longValueExact();
    return Duration.ofSeconds(whole.longValueExact(), nanos);
  }

  static String format(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .stripTrailingZeros();
    int decimals = Math.max(0, seconds.scale());
    return seconds.setScale((decimals + 2) / 3 * 3).toPlainString() + "s";
  }
}
