package io.kuma.kumactl.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** How long ago something was, for people. */
public final class Ages {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int DAYS_OF_A_YEAR = 365;

  private Ages() {}

  /** Since a time in RFC 3339; {@code never} if there is none. */
  public static String since(String time, Instant now) {
    return parse(time).map(then -> text(Duration.between(then, now))).orElse("never");
  }

  /** A time as a table has it; a dash if there is none. */
  public static String time(String time) {
    return parse(time).map(TIME::format).orElse("-");
  }

  private static Optional<Instant> parse(String time) {
    try {
      return time.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(time));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static String text(Duration age) {
    if (age.toSeconds() < 0) {
      return "0s";
    } else if (age.toMinutes() < 1) {
      return age.toSeconds() + "s";
    } else if (age.toHours() < 1) {
      return age.toMinutes() + "m";
    } else if (age.toDays() < 1) {
      return age.toHours() + "h";
    } else if (age.toDays() < DAYS_OF_A_YEAR) {
      return age.toDays() + "d";
    }
    return age.toDays() / DAYS_OF_A_YEAR + "y";
  }
}
