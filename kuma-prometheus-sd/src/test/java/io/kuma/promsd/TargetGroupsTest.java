package io.kuma.promsd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** What Prometheus reads. */
class TargetGroupsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  @Test
  void aTargetHasTheLabelsOfBothKindsOfDiscovery() throws Exception {
    String groups =
        TargetGroups.of(
            json(
                """
                [{"mesh": "m", "service": "web", "targets": [
                  {"name": "web-1", "scheme": "https", "address": "192.0.2.1:5670", "metrics_path": "/metrics"}]}]"""));
    assertThat(json(groups))
        .isEqualTo(
            json(
                """
                [{"targets": ["192.0.2.1:5670"], "labels": {
                  "mesh": "m", "service": "web", "dataplane": "web-1", "job": "web", "instance": "web-1",
                  "__scheme__": "https", "__metrics_path__": "/metrics",
                  "__meta_kuma_mesh": "m", "__meta_kuma_service": "web", "__meta_kuma_dataplane": "web-1"}}]"""));
  }

  @Test
  void labelsThatPrometheusWouldRefuseAreSpelledAnew() throws Exception {
    JsonNode labels =
        json(TargetGroups.of(
                json(
                    """
                    [{"mesh": "m", "labels": {"kuma.io/service": "web"}, "targets": [
                      {"name": "web-1", "labels": {"1st-tag": "a", "versions": ",v1,v2,", "mesh": "other"}}]}]""")))
            .at("/0/labels");
    assertThat(labels.get("kuma_io_service").asText()).isEqualTo("web");
    assertThat(labels.get("__meta_kuma_label_kuma_io_service").asText()).isEqualTo("web");
    assertThat(labels.get("_1st_tag").asText()).isEqualTo("a");
    assertThat(labels.get("__meta_kuma_label_1st_tag").asText()).isEqualTo("a");
    assertThat(labels.get("versions").asText()).isEqualTo(",v1,v2,");
    // No tag changes where a target is.
    assertThat(labels.get("mesh").asText()).isEqualTo("m");
  }

  @Test
  void theSameAssignmentsInAnotherOrderAreTheSameFile() throws Exception {
    String one = "{\"mesh\": \"m\", \"targets\": [{\"name\": \"one\"}]}";
    String two = "{\"mesh\": \"m\", \"targets\": [{\"name\": \"two\"}]}";
    String both = TargetGroups.of(json("[" + one + "," + two + "]"));
    assertThat(both).isEqualTo(TargetGroups.of(json("[" + two + "," + one + "]")));
    assertThat(json(both)).hasSize(2);
    assertThat(both.lines()).hasSize(4);
    assertThat(json(TargetGroups.of(json("[]")))).isEmpty();
  }
}
