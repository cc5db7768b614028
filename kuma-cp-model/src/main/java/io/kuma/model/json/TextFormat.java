package io.kuma.model.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;

/** The formats that strings of a schema may have. */
final class TextFormat {
  private TextFormat() {}

  /** What is wrong with {@code text}; empty if nothing is, or if the format promises nothing. */
  static Optional<String> problem(String format, String text) {
    try {
      switch (format) {
        case "duration" -> GoDuration.parse(text);
        case "date-time" -> Instant.parse(text);
        case "byte" -> Base64.getDecoder().decode(text);
        default -> {
          // A remark for readers of the schema, such as "ipv4".
        }
      }
      return Optional.empty();
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return Optional.of("must be " + expected(format) + ": " + GoQuote.quote(text));
    }
  }

  private static String expected(String format) {
    return switch (format) {
      case "duration" -> "a duration such as 1h30m or 250ms";
      case "date-time" -> "a time such as 2006-01-02T15:04:05Z";
      default -> "Base64";
    };
  }
}
