package io.kuma.dp.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpMetricsTest {
  private static final Instant START = Instant.ofEpochSecond(1_000);
  private static final Instant NOW = Instant.ofEpochSecond(1_060, 5);

  private static List<ScopeMetrics> scopes(String text) {
    try {
      return ExportMetricsServiceRequest.parseFrom(OtlpMetrics.request(text, START, NOW))
          .getResourceMetrics(0)
          .getScopeMetricsList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Metric only(String text) {
    List<ScopeMetrics> scopes = scopes(text);
    assertThat(scopes).hasSize(1);
    assertThat(scopes.get(0).getScope().getName()).isEqualTo("kuma");
    assertThat(scopes.get(0).getMetricsList()).hasSize(1);
    return scopes.get(0).getMetrics(0);
  }

  private static List<String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .map(one -> one.getKey() + "=" + one.getValue().getStringValue())
        .toList();
  }

  @Test
  void aCounterIsASumSinceTheStart() {
    Metric metric = only("# TYPE sold counter\nsold{what=\"a \\\"b\\\"\\n\\\\\",} 3 2000\n");
    assertThat(metric.getSum().getIsMonotonic()).isTrue();
    assertThat(metric.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    NumberDataPoint point = metric.getSum().getDataPoints(0);
    assertThat(attributes(point.getAttributesList())).containsExactly("what=a \"b\"\n\\");
    assertThat(point.getAsDouble()).isEqualTo(3);
    assertThat(point.getStartTimeUnixNano()).isEqualTo(1_000_000_000_000L);
    assertThat(point.getTimeUnixNano()).isEqualTo(2_000_000_000L);
  }

  @Test
  void aGaugeAndWhatHasNoTypeAreGauges() {
    assertThat(only("# TYPE live gauge\nlive 1\n").getGauge().getDataPoints(0).getTimeUnixNano())
        .isEqualTo(1_060_000_000_005L);
    assertThat(only("free -2.5e3\n").getGauge().getDataPoints(0).getAsDouble()).isEqualTo(-2_500);
  }

  @Test
  void bucketsHoldOnlyTheirOwn() {
    Metric metric =
        only(
            """
            # TYPE took histogram
            took_bucket{a="1",le="0.5"} 1
            took_bucket{a="1",le="2"} 4
            took_bucket{a="1",le="+Inf"} 5
            took_sum{a="1"} 9.5
            took_count{a="1"} 5
            took_bucket{a="2",le="+Inf"} 0
            took_sum{a="2"} 0
            took_count{a="2"} 0
            """);
    assertThat(metric.getName()).isEqualTo("took");
    assertThat(metric.getHistogram().getDataPointsList()).hasSize(2);
    HistogramDataPoint point = metric.getHistogram().getDataPoints(0);
    assertThat(attributes(point.getAttributesList())).containsExactly("a=1");
    assertThat(point.getExplicitBoundsList()).containsExactly(.5, 2.);
    assertThat(point.getBucketCountsList()).containsExactly(1L, 3L, 1L);
    assertThat(point.getSum()).isEqualTo(9.5);
    assertThat(point.getCount()).isEqualTo(5);
  }

  @Test
  void aSummaryKeepsItsQuantiles() {
    SummaryDataPoint point =
        only("# TYPE s summary\ns{quantile=\"0.99\"} 7\ns_sum 20\ns_count 4\n")
            .getSummary()
            .getDataPoints(0);
    assertThat(point.getQuantileValues(0).getQuantile()).isEqualTo(.99);
    assertThat(point.getQuantileValues(0).getValue()).isEqualTo(7);
    assertThat(point.getSum()).isEqualTo(20);
    assertThat(point.getCount()).isEqualTo(4);
  }

  @Test
  void aScopeIsNamedByLabels() {
    List<ScopeMetrics> scopes =
        scopes(
            """
            # TYPE x counter
            x{otel_scope_name="lib",otel_scope_version="2",otel_scope_team="t",a="b"} 1
            x 2
            """);
    assertThat(scopes).hasSize(2);
    assertThat(scopes.get(0).getScope().getName()).isEqualTo("lib");
    assertThat(scopes.get(0).getScope().getVersion()).isEqualTo("2");
    assertThat(attributes(scopes.get(0).getScope().getAttributesList())).containsExactly("team=t");
    assertThat(
            attributes(scopes.get(0).getMetrics(0).getSum().getDataPoints(0).getAttributesList()))
        .containsExactly("a=b");
    assertThat(scopes.get(1).getScope().getName()).isEqualTo("kuma");
  }

  @Test
  void whatIsNoMetricIsPassedOver() {
    assertThat(scopes("\n# HELP nothing\nbroken{a=\"b 1\nnumber? x\n # odd\n")).isEmpty();
    assertThat(scopes("name_only\nname_only{\n")).isEmpty();
  }
}
