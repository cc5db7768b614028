package io.kuma.resource.mesh;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long certificates live, as a mesh says it: {@code 1y2w3d4h5m6s7ms}, parts that are 0 left
 * out, or {@code 0}. A year has 365 days.
 */
final class CertificateLifetime {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?"
              + "(?:([0-9]+)s)?(?:([0-9]+)ms)?|0");
  private static final Duration[] UNITS = {
    Duration.ofDays(365),
    Duration.ofDays(7),
    Duration.ofDays(1),
    Duration.ofHours(1),
    Duration.ofMinutes(1),
    Duration.ofSeconds(1),
    Duration.ofMillis(1)
  };

  private CertificateLifetime() {}

  /** The length; 0 for the empty text, and empty if {@code text} has another form. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      Duration sum = Duration.ZERO;
      for (int i = 0; i < UNITS.length; i++) {
        String count = matcher.group(i + 1);
        if (count != null) {
          sum = sum.plus(UNITS[i].multipliedBy(Long.parseLong(count)));
        }
      }
      return Optional.of(sum);
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
