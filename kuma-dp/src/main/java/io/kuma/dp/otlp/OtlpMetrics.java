package io.kuma.dp.otlp;

import io.kuma.dp.otlp.Family.Point;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
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
 * name the scope, and what is counted is cumulative since the start.
 */
final class OtlpMetrics {
  private static final String SCOPE = "otel_scope_";
  private static final String DEFAULT_SCOPE = "kuma";

  private final long start;
  private final long now;

  private OtlpMetrics(long start, long now) {
    this.start = start;
    this.now = now;
  }

  /**
   * What a collector is told.
   *
   * @param text metrics in Prometheus' text format
   * @param start since when is counted
   */
  static ExportMetricsServiceRequest request(String text, Instant start, Instant now) {
    OtlpMetrics metrics = new OtlpMetrics(nanos(start), nanos(now));
    Map<Map<String, String>, ScopeMetrics.Builder> scopes = new LinkedHashMap<>();
    for (Family family : Family.all(text)) {
      Map<Map<String, String>, List<Point>> byScope = new LinkedHashMap<>();
      for (Point point : family.points()) {
        byScope.computeIfAbsent(scope(point), key -> new ArrayList<>()).add(point);
      }
      byScope.forEach(
          (scope, points) ->
              scopes
                  .computeIfAbsent(scope, OtlpMetrics::open)
                  .addMetrics(metrics.metric(new Family(family.name(), family.type(), points))));
    }
    ResourceMetrics.Builder resource = ResourceMetrics.newBuilder();
    scopes.values().forEach(resource::addScopeMetrics);
    return ExportMetricsServiceRequest.newBuilder().addResourceMetrics(resource).build();
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

  private static ScopeMetrics.Builder open(Map<String, String> scope) {
    Map<String, String> attributes = new TreeMap<>(scope);
    String name = attributes.remove("name");
    String version = attributes.remove("version");
    String schema = attributes.remove("schema_url");
    InstrumentationScope.Builder about =
        InstrumentationScope.newBuilder()
            .setName(name == null ? DEFAULT_SCOPE : name)
            .setVersion(version == null ? "" : version);
    attributes.forEach((key, value) -> about.addAttributes(attribute(key, value)));
    return ScopeMetrics.newBuilder().setScope(about).setSchemaUrl(schema == null ? "" : schema);
  }

  private Metric metric(Family family) {
    Metric.Builder metric = Metric.newBuilder().setName(family.name());
    switch (family.type()) {
      case "counter" ->
          metric.setSum(
              Sum.newBuilder()
                  .setIsMonotonic(true)
                  .setAggregationTemporality(
                      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                  .addAllDataPoints(numbers(family, start)));
      case "histogram" ->
          metric.setHistogram(
              Histogram.newBuilder()
                  .setAggregationTemporality(
                      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                  .addAllDataPoints(grouped(family, "le").map(this::histogram).toList()));
      case "summary" ->
          metric.setSummary(
              Summary.newBuilder()
                  .addAllDataPoints(grouped(family, "quantile").map(this::summary).toList()));
      default -> metric.setGauge(Gauge.newBuilder().addAllDataPoints(numbers(family, 0)));
    }
    return metric.build();
  }

  private List<NumberDataPoint> numbers(Family family, long since) {
    return family.points().stream()
        .map(
            point ->
                NumberDataPoint.newBuilder()
                    .addAllAttributes(attributes(point.labels(), ""))
                    .setStartTimeUnixNano(since)
                    .setTimeUnixNano(time(point))
                    .setAsDouble(point.value())
                    .build())
        .toList();
  }

  private long time(Point point) {
    return point.millis() == 0 ? now : TimeUnit.MILLISECONDS.toNanos(point.millis());
  }

  /** The points of each series, whose labels are the same but for one. */
  private static Stream<List<Point>> grouped(Family family, String but) {
    Map<Map<String, String>, List<Point>> groups = new LinkedHashMap<>();
    for (Point point : family.points()) {
      Map<String, String> labels = new TreeMap<>(point.labels());
      labels.remove(but);
      groups.computeIfAbsent(labels, key -> new ArrayList<>()).add(point);
    }
    return groups.values().stream();
  }

  /** Buckets hold those below in Prometheus, and only their own here. */
  private HistogramDataPoint histogram(List<Point> series) {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .addAllAttributes(attributes(series.get(0).labels(), "le"))
            .setStartTimeUnixNano(start)
            .setTimeUnixNano(time(series.get(0)));
    TreeMap<Double, Double> buckets = new TreeMap<>();
    for (Point one : series) {
      String bound = one.labels().get("le");
      if (bound != null) {
        buckets.put(
            bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
            one.value());
      } else if (one.name().endsWith("_sum")) {
        point.setSum(one.value());
      } else if (one.name().endsWith("_count")) {
        point.setCount((long) one.value());
      }
    }
    buckets.putIfAbsent(Double.POSITIVE_INFINITY, (double) point.getCount());
    double below = 0;
    for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
      if (!bucket.getKey().isInfinite()) {
        point.addExplicitBounds(bucket.getKey());
      }
      point.addBucketCounts((long) Math.max(0, bucket.getValue() - below));
      below = bucket.getValue();
    }
    return point.build();
  }

  private SummaryDataPoint summary(List<Point> series) {
    SummaryDataPoint.Builder point =
        SummaryDataPoint.newBuilder()
            .addAllAttributes(attributes(series.get(0).labels(), "quantile"))
            .setStartTimeUnixNano(start)
            .setTimeUnixNano(time(series.get(0)));
    for (Point one : series) {
      String quantile = one.labels().get("quantile");
      if (quantile != null) {
        point.addQuantileValues(
            SummaryDataPoint.ValueAtQuantile.newBuilder()
                .setQuantile(Double.parseDouble(quantile))
                .setValue(one.value()));
      } else if (one.name().endsWith("_sum")) {
        point.setSum(one.value());
      } else if (one.name().endsWith("_count")) {
        point.setCount((long) one.value());
      }
    }
    return point.build();
  }

  private static List<KeyValue> attributes(Map<String, String> labels, String but) {
    List<KeyValue> attributes = new ArrayList<>();
    labels.forEach(
        (name, value) -> {
          if (!name.equals(but) && !name.startsWith(SCOPE)) {
            attributes.add(attribute(name, value));
          }
        });
    return attributes;
  }

  private static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
