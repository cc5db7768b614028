package io.kuma.dp.otlp;

import io.kuma.dp.otlp.Family.Point;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code name{label="value"} 1.5 1700000000000}. */
final class PointParser {
  private final String line;
  private int at;

  private PointParser(String line) {
    this.line = line;
  }

  /** The number in a line; empty if there is none. */
  static Optional<Point> parse(String line) {
    try {
      return Optional.of(new PointParser(line).point());
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private Point point() {
    int end = 0;
    while (line.charAt(end) != '{' && line.charAt(end) != ' ') {
      end++;
    }
    if (end == 0) {
      throw new IllegalArgumentException("no name");
    }
    at = end;
    Map<String, String> labels = new LinkedHashMap<>();
    if (line.charAt(at) == '{') {
      at++;
      while (line.charAt(at) != '}') {
        label(labels);
      }
      at++;
    }
    String[] words = line.substring(at).strip().split("[ #]+", 3);
    long millis =
        words.length > 1 && words[1].matches("[0-9]{1,15}") ? Long.parseLong(words[1]) : 0;
    return new Point(line.substring(0, end), labels, number(words[0]), millis);
  }

  private void label(Map<String, String> labels) {
    while (line.charAt(at) == ',' || line.charAt(at) == ' ') {
      at++;
    }
    if (line.charAt(at) == '}') {
      return;
    }
    int equals = line.indexOf("=\"", at);
    String name = line.substring(at, equals).strip();
    StringBuilder value = new StringBuilder();
    at = equals + 2;
    while (line.charAt(at) != '"') {
      char c = line.charAt(at++);
      if (c == '\\') {
        char escaped = line.charAt(at++);
        value.append(escaped == 'n' ? '\n' : escaped);
      } else {
        value.append(c);
      }
    }
    at++;
    labels.put(name, value.toString());
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
