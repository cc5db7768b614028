package io.kuma.dp.otlp;

import io.kuma.dp.otlp.Family.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prometheus' metrics in OpenTelemetry's terms, as its specification maps them ("Prometheus and
 * OpenMetrics Compatibility"): labels become attributes, those that begin with {@code otel_scope_}
 * name the scope, and what is counted is cumulative since the start. Numbers of fields are those of
 * {@code opentelemetry/proto/metrics/v1/metrics.proto}.
 */
final class OtlpMetrics {
  private static final String SCOPE = "otel_scope_";
  private static final String DEFAULT_SCOPE = "kuma";
  private static final int CUMULATIVE = 2;
  private static final String INFINITE = "+Inf";

  private final long start;
  private final long now;

  private OtlpMetrics(long start, long now) {
    this.start = start;
    this.now = now;
  }

  /**
   * What a collector is told: an {@code ExportMetricsServiceRequest}.
   *
   * @param text metrics in Prometheus' text format
   * @param start since when is counted
   */
  static byte[] request(String text, Instant start, Instant now) {
    OtlpMetrics metrics = new OtlpMetrics(nanos(start), nanos(now));
    Map<Map<String, String>, WireMessage> scopes = new LinkedHashMap<>();
    for (Family family : Family.all(text)) {
      Map<Map<String, String>, List<Point>> byScope = new LinkedHashMap<>();
      for (Point point : family.points()) {
        byScope.computeIfAbsent(scope(point), key -> new ArrayList<>()).add(point);
      }
      byScope.forEach(
          (scope, points) ->
              scopes
                  .computeIfAbsent(scope, OtlpMetrics::open)
                  .message(2, metrics.metric(family.name(), family.type(), points)));
    }
    WireMessage resource = new WireMessage();
    scopes.values().forEach(scope -> resource.message(2, scope));
    return new WireMessage().message(1, resource).toByteArray();
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  private static Map<String, String> scope(Point point) {
    Map<String, String> scope = new TreeMap<>();
    point
        .labels()
        .forEach(
            (name, value) -> {
              if (name.startsWith(SCOPE)) {
                scope.put(name.substring(SCOPE.length()), value);
              }
            });
    return scope;
  }

  private static WireMessage open(Map<String, String> scope) {
    Map<String, String> attributes = new TreeMap<>(scope);
    String name = attributes.remove("name");
    String version = attributes.remove("version");
    String schema = attributes.remove("schema_url");
    WireMessage about =
        new WireMessage()
            .text(1, name == null ? DEFAULT_SCOPE : name)
            .text(2, version == null ? "" : version);
    attributes.forEach((key, value) -> about.message(3, attribute(key, value)));
    return new WireMessage().message(1, about).text(3, schema == null ? "" : schema);
  }

  private WireMessage metric(String name, String type, List<Point> points) {
    WireMessage metric = new WireMessage().text(1, name);
    WireMessage data = new WireMessage();
    return switch (type) {
      case "counter" -> {
        points.forEach(point -> data.message(1, number(point, start)));
        yield metric.message(7, data.choice(2, CUMULATIVE).bool(3, true));
      }
      case "histogram" -> {
        grouped(points, "le").forEach(series -> data.message(1, histogram(series)));
        yield metric.message(9, data.choice(2, CUMULATIVE));
      }
      case "summary" -> {
        grouped(points, "quantile").forEach(series -> data.message(1, summary(series)));
        yield metric.message(11, data);
      }
      default -> {
        points.forEach(point -> data.message(1, number(point, 0)));
        yield metric.message(5, data);
      }
    };
  }

  private WireMessage number(Point point, long since) {
    WireMessage message =
        new WireMessage().fixed64(2, since).fixed64(3, time(point)).number(4, point.value());
    return withAttributes(message, 7, point, "");
  }

  private long time(Point point) {
    return point.millis() == 0 ? now : TimeUnit.MILLISECONDS.toNanos(point.millis());
  }

  /** The points of each series, whose labels are the same but for one. */
  private static Stream<List<Point>> grouped(List<Point> points, String but) {
    Map<Map<String, String>, List<Point>> groups = new LinkedHashMap<>();
    for (Point point : points) {
      Map<String, String> labels = new TreeMap<>(point.labels());
      labels.remove(but);
      groups.computeIfAbsent(labels, key -> new ArrayList<>()).add(point);
    }
    return groups.values().stream();
  }

  /** Buckets hold those below in Prometheus, and only their own here. */
  private WireMessage histogram(List<Point> series) {
    TreeMap<Double, Double> buckets = new TreeMap<>();
    for (Point one : series) {
      String bound = one.labels().get("le");
      if (bound != null) {
        buckets.put(
            bound.equals(INFINITE) ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
            one.value());
      }
    }
    long count = (long) valueOf(series, "_count");
    buckets.putIfAbsent(Double.POSITIVE_INFINITY, (double) count);
    List<Long> counts = new ArrayList<>();
    double below = 0;
    for (double bucket : buckets.values()) {
      counts.add((long) Math.max(0, bucket - below));
      below = bucket;
    }
    return series(series, count, "le", 9)
        .fixed64s(6, counts)
        .numbers(7, List.copyOf(buckets.headMap(Double.POSITIVE_INFINITY).keySet()));
  }

  private WireMessage summary(List<Point> series) {
    WireMessage summary = series(series, (long) valueOf(series, "_count"), "quantile", 7);
    for (Point one : series) {
      String quantile = one.labels().get("quantile");
      if (quantile != null) {
        summary.message(
            6, new WireMessage().number(1, Double.parseDouble(quantile)).number(2, one.value()));
      }
    }
    return summary;
  }

  /** What histograms and summaries have alike. */
  private WireMessage series(List<Point> series, long count, String but, int attributes) {
    WireMessage message =
        new WireMessage()
            .fixed64(2, start)
            .fixed64(3, time(series.get(0)))
            .fixed64(4, count)
            .number(5, valueOf(series, "_sum"));
    return withAttributes(message, attributes, series.get(0), but);
  }

  private static double valueOf(List<Point> series, String suffix) {
    return series.stream()
        .filter(point -> point.name().endsWith(suffix))
        .mapToDouble(Point::value)
        .findFirst()
        .orElse(0);
  }

  private static WireMessage withAttributes(
      WireMessage message, int field, Point point, String but) {
    point
        .labels()
        .forEach(
            (name, value) -> {
              if (!name.equals(but) && !name.startsWith(SCOPE)) {
                message.message(field, attribute(name, value));
              }
            });
    return message;
  }

  private static WireMessage attribute(String name, String value) {
    return new WireMessage().text(1, name).message(2, new WireMessage().text(1, value));
  }
}
