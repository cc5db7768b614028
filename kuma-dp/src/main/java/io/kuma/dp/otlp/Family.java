package io.kuma.dp.otlp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All samples of one metric in Prometheus' text format.
 *
 * @param type counter, gauge, histogram, summary or untyped
 */
record Family(String name, String type, List<Point> points) {
  private static final String UNTYPED = "untyped";

  /**
   * A number.
   *
   * @param name that of the metric, or with {@code _bucket}, {@code _sum} or {@code _count}
   * @param labels as they are meant, without escapes
   * @param millis when it was measured, since 1970; 0: just now
   */
  record Point(String name, Map<String, String> labels, double value, long millis) {}

  /** Those in a text; lines that are none are passed over. */
  static List<Family> all(String text) {
    Map<String, Family> families = new LinkedHashMap<>();
    Family current = new Family("", UNTYPED, new ArrayList<>());
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.strip().split(" +", -1);
        String name = words.length > 2 ? words[2] : "";
        String type = words.length > 3 ? words[3] : UNTYPED;
        current = families.computeIfAbsent(name, key -> new Family(key, type, new ArrayList<>()));
      } else if (!line.startsWith("#")) {
        Family last = current;
        PointParser.parse(line)
            .ifPresent(
                point ->
                    (last.holds(point)
                            ? last
                            : families.computeIfAbsent(
                                point.name(), key -> new Family(key, UNTYPED, new ArrayList<>())))
                        .points()
                        .add(point));
      }
    }
    return families.values().stream().filter(family -> !family.points().isEmpty()).toList();
  }

  private boolean holds(Point point) {
    String rest = point.name().startsWith(name) ? point.name().substring(name.length()) : "-";
    return !name.isEmpty()
        && switch (rest) {
          case "" -> true;
          case "_sum", "_count" -> type.equals("histogram") || type.equals("summary");
          case "_bucket" -> type.equals("histogram");
          // OpenMetrics names the counter without it.
          case "_total" -> type.equals("counter");
          default -> false;
        };
  }
}
