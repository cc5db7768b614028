package io.kuma.model.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;

/**
 * Durations as Go writes them, which is how the contract spells them in specs, settings and query
 * parameters: {@code 1h0m0s}, {@code 1.5h}, {@code 250ms}, {@code -2us}. See <a
 * href="https://pkg.go.dev/time#ParseDuration">time.ParseDuration</a>.
 *
 * <p>Go counts nanoseconds in 64 bits, so that about 292 years is the most that there is.
 */
public final class GoDuration {
  private static final long SECOND = 1_000_000_000L;

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", SECOND,
          "m", 60 * SECOND,
          "h", 3_600 * SECOND);

  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

  private GoDuration() {}

  /**
   * Reads one or more decimal numbers, each with a unit; {@code 0} needs none. Fractions of a
   * nanosecond are dropped.
   *
   * @throws IllegalArgumentException if it is no such thing; the message is Go's and fit for users
   */
  public static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    if (rest.isEmpty()) {
      throw invalid(text);
    }
    BigInteger nanos = BigInteger.ZERO;
    int at = 0;
    while (at < rest.length()) {
      int unitStart = skip(rest, at, true);
      int next = skip(rest, unitStart, false);
      String number = rest.substring(at, unitStart);
      String unit = rest.substring(unitStart, next);
      // Bounds the work as well: more digits than this cannot be a valid number with a unit.
      if (number.isEmpty() || number.equals(".") || number.length() > 60) {
        throw invalid(text);
      }
      if (unit.isEmpty()) {
        throw new IllegalArgumentException("time: missing unit in duration " + GoQuote.quote(text));
      }
      Long scale = NANOS.get(unit);
      if (scale == null) {
        throw new IllegalArgumentException(
            "time: unknown unit " + GoQuote.quote(unit) + " in duration " + GoQuote.quote(text));
      }
      nanos = nanos.add(scaled(number, scale, text));
      at = next;
    }
    BigInteger signed = negative ? nanos.negate() : nanos;
    if (signed.compareTo(MAX) > 0 || signed.compareTo(MIN) < 0) {
      throw invalid(text);
    }
    return Duration.ofNanos(signed.longValueExact());
  }

  /** The shortest form that Go prints: {@code 1h0m0s}, {@code 1m40s}, {@code 1.5s}, {@code 0s}. */
  public static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    BigInteger nanos =
        BigInteger.valueOf(duration.getSeconds())
            .multiply(BigInteger.valueOf(SECOND))
            .add(BigInteger.valueOf(duration.getNano()));
    String sign = nanos.signum() < 0 ? "-" : "";
    BigInteger size = nanos.abs();
    if (size.compareTo(BigInteger.valueOf(SECOND)) < 0) {
      return sign + belowSecond(size.longValueExact());
    }
    BigInteger[] minutes = size.divideAndRemainder(BigInteger.valueOf(60 * SECOND));
    String seconds = decimal(minutes[1].longValueExact(), SECOND) + "s";
    BigInteger[] hours = minutes[0].divideAndRemainder(BigInteger.valueOf(60));
    if (minutes[0].signum() == 0) {
      return sign + seconds;
    }
    String tail = hours[1] + "m" + seconds;
    return hours[0].signum() == 0 ? sign + tail : sign + hours[0] + "h" + tail;
  }

  private static String belowSecond(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    return nanos < 1_000_000 ? decimal(nanos, 1_000) + "\u00b5s" : decimal(nanos, 1_000_000) + "ms";
  }

  private static String decimal(long value, long scale) {
    return new BigDecimal(value).divide(new BigDecimal(scale)).stripTrailingZeros().toPlainString();
  }

  private static BigInteger scaled(String number, long scale, String text) {
    try {
      return new BigDecimal(number).multiply(BigDecimal.valueOf(scale)).toBigInteger();
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
  }

  /** The end of the run of digits and dots, or of other characters, that starts at {@code at}. */
  private static int skip(String text, int at, boolean digits) {
    int end = at;
    while (end < text.length() && isNumeric(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static boolean isNumeric(char c) {
    return c == '.' || (c >= '0' && c <= '9');
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("time: invalid duration " + GoQuote.quote(text));
  }
}
