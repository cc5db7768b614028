package io.kuma.dp.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One line of Prometheus' text format that is a number: {@code name{label="value"} 1}.
 *
 * @param labels with their values as they are written, escapes included
 * @param value the number, and perhaps a time after it
 */
record Sample(String name, Map<String, String> labels, String value) {

  /** Reads a line; empty if it is none. */
  static Optional<Sample> parse(String line) {
    int brace = line.indexOf('{');
    int space = line.indexOf(' ');
    if (brace < 0 || (space >= 0 && space < brace)) {
      return space <= 0
          ? Optional.empty()
          : Optional.of(
              new Sample(
                  line.substring(0, space), new LinkedHashMap<>(), line.substring(space).strip()));
    }
    Map<String, String> labels = new LinkedHashMap<>();
    int at = brace + 1;
    while (at < line.length() && line.charAt(at) != '}') {
      int quote = line.indexOf("=\"", at);
      int end = quote < 0 ? -1 : closing(line, quote + 2);
      if (end < 0) {
        return Optional.empty();
      }
      labels.put(line.substring(at, quote).strip(), line.substring(quote + 2, end));
      at = end + 1;
      if (at < line.length() && line.charAt(at) == ',') {
        at++;
      }
    }
    return at >= line.length()
        ? Optional.empty()
        : Optional.of(new Sample(line.substring(0, brace), labels, line.substring(at + 1).strip()));
  }

  /** Where the text ends that begins here. */
  private static int closing(String line, int from) {
    for (int i = from; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == '"') {
        return i;
      }
    }
    return -1;
  }

  /** With these labels too; those that it has count for more. */
  Sample with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    more.forEach(all::putIfAbsent);
    return new Sample(name, all, value);
  }

  /** What tells it from all others. */
  String series() {
    return labels.isEmpty()
        ? name
        : labels.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
            .collect(Collectors.joining(",", name + "{", "}"));
  }

  @Override
  public String toString() {
    return series() + " " + value;
  }
}
