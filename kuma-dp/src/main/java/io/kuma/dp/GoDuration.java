package io.kuma.dp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Kuma's flags and variables have them: {@code 30s}, {@code 1m30s}, {@code 500ms},
 * {@code 1.5h}.
 */
public final class GoDuration {

  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");
  private static final Duration LONGEST = Duration.ofDays(365);

  private GoDuration() {}

  /**
   * A duration above zero.
   *
   * @param setting flag or variable the text came from, for the message
   * @throws Failure when the text is none
   */
  public static Duration positive(String setting, String text) {
    Duration duration = Duration.ZERO;
    Matcher parts = PART.matcher(text);
    int end = 0;
    while (end < text.length() && parts.find(end) && parts.start() == end) {
      duration = duration.plusNanos(nanos(parts.group(1), parts.group(2)));
      end = parts.end();
    }
    if (end != text.length() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new Failure(
          setting + " must be a duration above zero such as 30s or 1m30s, not \"" + text + "\"");
    }
    return duration;
  }

  private static long nanos(String number, String unit) {
    long nanosOfUnit =
        switch (unit) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    BigDecimal nanos = new BigDecimal(number).multiply(BigDecimal.valueOf(nanosOfUnit));
    return nanos
        .min(BigDecimal.valueOf(LONGEST.multipliedBy(2).toNanos()))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
