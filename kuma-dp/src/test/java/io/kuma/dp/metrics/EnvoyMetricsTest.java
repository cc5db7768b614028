package io.kuma.dp.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvoyMetricsTest {
  private static final String TEXT =
      """
      # TYPE envoy_cluster_upstream_rq_total counter
      envoy_cluster_upstream_rq_total{envoy_cluster_name="backend-0123456789abcdef"} 1
      envoy_cluster_upstream_rq_total{envoy_cluster_name="backend-fedcba9876543210"} 2
      envoy_cluster_upstream_rq_total{envoy_cluster_name="web"} 4
      envoy_cluster_upstream_rq_total{envoy_cluster_name="ads_cluster"} 8
      envoy_cluster_upstream_rq_total{envoy_cluster_name="kuma_envoy_admin"} 16
      # TYPE envoy_cluster_lb_subsets_active gauge
      envoy_cluster_lb_subsets_active{envoy_cluster_name="web"} 0
      # TYPE envoy_http_downstream_rq_time histogram
      envoy_http_downstream_rq_time_bucket{envoy_http_conn_manager_prefix="localhost_80",le="0.5"} 1
      envoy_http_downstream_rq_time_sum{envoy_http_conn_manager_prefix="localhost_80"} 0.25
      envoy_http_downstream_rq_time_count{envoy_http_conn_manager_prefix="localhost_80"} 1
      # TYPE envoy_server_uptime gauge
      envoy_server_uptime{} 7
      """;

  private static List<String> of(String sidecar) throws IOException {
    MetricsConfig config =
        MetricsConfig.parse(
            "{\"observability\":{\"metrics\":{\"applications\":null,\"backends\":[{\"type\":\"Prometheus\",\"name\":null}]"
                + sidecar
                + "}}}");
    StringBuilder out = new StringBuilder();
    EnvoyMetrics.append(TEXT, config, out);
    return out.toString().lines().toList();
  }

  private static String profile(String name, String more) {
    return ",\"sidecar\":{\"profiles\":{\"appendProfiles\":[{\"name\":\"%s\"}]%s}}"
        .formatted(name, more);
  }

  @Test
  void theBasicOnesAreOfTraffic() throws IOException {
    assertThat(of(""))
        .containsExactly(
            "# TYPE envoy_cluster_upstream_rq_total counter",
            "envoy_cluster_upstream_rq_total{envoy_cluster_name=\"backend\",kuma_io_mesh_traffic=\"true\"} 3",
            "envoy_cluster_upstream_rq_total{envoy_cluster_name=\"web\",kuma_io_mesh_traffic=\"true\"} 4",
            "# TYPE envoy_http_downstream_rq_time histogram",
            "envoy_http_downstream_rq_time_bucket{envoy_http_conn_manager_prefix=\"localhost_80\",le=\"0.5\",kuma_io_mesh_traffic=\"true\"} 1",
            "envoy_http_downstream_rq_time_sum{envoy_http_conn_manager_prefix=\"localhost_80\",kuma_io_mesh_traffic=\"true\"} 0.25",
            "envoy_http_downstream_rq_time_count{envoy_http_conn_manager_prefix=\"localhost_80\",kuma_io_mesh_traffic=\"true\"} 1",
            "# TYPE envoy_server_uptime gauge",
            "envoy_server_uptime 7");
    assertThat(of(profile("Basic", ""))).isEqualTo(of(""));
  }

  @Test
  void allAreAll() throws IOException {
    assertThat(of(profile("All", "")))
        .contains(
            "envoy_cluster_upstream_rq_total{envoy_cluster_name=\"ads_cluster\"} 8",
            "envoy_cluster_lb_subsets_active{envoy_cluster_name=\"web\",kuma_io_mesh_traffic=\"true\"} 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Exact | envoy_server_uptime | 2",
        "Prefix | envoy_server | 2",
        "Contains | uptime | 2",
        "Regex | _up(time)?$ | 2",
        "Exact | uptime | 0"
      })
  void someAreChosenByName(String type, String match, int lines) throws IOException {
    String chosen = "\":[{\"type\":\"%s\",\"match\":\"%s\"}]".formatted(type, match);
    assertThat(of(profile("None", ",\"include" + chosen))).hasSize(lines);
    assertThat(of(profile("Basic", ",\"exclude" + chosen))).hasSize(9 - lines);
    assertThat(of(profile("Basic", ",\"exclude" + chosen + ",\"include" + chosen))).hasSize(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"observability\":{\"metrics\":{\"sidecar\":{\"profiles\":{\"appendProfiles\":[{\"name\":\"Some\"}]}}}}}",
        "{\"observability\":{\"metrics\":{\"sidecar\":{\"profiles\":{\"include\":[{\"type\":\"Regex\",\"match\":\"(\"}]}}}}}",
        "{\"observability\":{\"metrics\":{\"applications\":[{\"port\":\"x\"}]}}}"
      })
  void aBadDocumentIsRefused(String json) {
    assertThatThrownBy(() -> MetricsConfig.parse(json)).isInstanceOf(IOException.class);
  }

  @Test
  void applicationsAreThoseOfTheBeginningUntilThereIsADocument() {
    assertThat(
            MetricsConfig.beginning(
                    "[{\"name\":\"a\",\"address\":\"192.0.2.1\",\"port\":9000,\"path\":\"/m\"}]")
                .applications())
        .containsExactly(new MetricsConfig.Application("a", "192.0.2.1", 9000, "/m"));
    assertThat(MetricsConfig.beginning("[]").applications()).isEmpty();
  }

  @Test
  void labelsOfTheProxyDoNotReplaceOthers() throws IOException {
    assertThat(of(",\"extraLabels\":{\"envoy_cluster_name\":\"x\",\"a.b\":\"c\\\"d\"}"))
        .contains("envoy_server_uptime{a_b=\"c\\\"d\",envoy_cluster_name=\"x\"} 7")
        .anyMatch(line -> line.contains("{envoy_cluster_name=\"web\","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "x{", "x{a", "x{a=\"b", "x{a=\"b\"", " 1", "x{a=\"b\\"})
  void whatIsNoSampleIsNone(String line) {
    assertThat(Sample.parse(line)).isEmpty();
  }
}
