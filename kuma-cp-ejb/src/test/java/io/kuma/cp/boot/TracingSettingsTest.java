package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kuma.cp.trace.OtlpExporter.Collector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingSettingsTest {
  private static Collector with(Map<String, String> environment) {
    return new SettingsReader(name -> Optional.ofNullable(environment.get(name)))
        .read(TracingSettings.class)
        .collector();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                     | -                  | http://localhost:4318/v1/traces
          http://c.example/otel | -                  | http://c.example/otel/v1/traces
          http://c.example:4318/| -                  | http://c.example:4318/v1/traces
          http://c.example      | http://t.example/x | http://t.example/x
          """)
  void endpointsAreFoundAsOpenTelemetryHasThem(String endpoint, String traces, String found) {
    Collector collector =
        with(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint == null ? "" : endpoint,
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", traces == null ? "" : traces));
    assertThat(collector.endpoint()).isEqualTo(URI.create(found));
  }

  @Test
  void kumasOwnEndpointIsRefusedWithWhatTakesItsPlace() {
    String name = "KUMA_TRACING_OPENTELEMETRY_ENDPOINT";
    Map<String, String> environment = Map.of(name, "otel-collector:4317");
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(
            () ->
                TracingSettings.traces(
                    CpSettings.read(found -> Optional.ofNullable(environment.get(found))),
                    found -> Optional.empty(),
                    "i"))
        .withMessageContainingAll(name, "OTEL_EXPORTER_OTLP_ENDPOINT");
  }

  @Test
  void theRestIsReadToo() {
    Collector collector =
        with(
            Map.of(
                "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20a+b, x=1",
                "OTEL_EXPORTER_OTLP_TIMEOUT", "2500",
                "OTEL_EXPORTER_OTLP_CERTIFICATE", "/ca.pem"));
    assertThat(collector.headers()).isEqualTo(Map.of("authorization", "Bearer a+b", "x", "1"));
    assertThat(collector.timeout()).isEqualTo(Duration.ofMillis(2500));
    assertThat(collector.authorities()).contains(Path.of("/ca.pem"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OTEL_EXPORTER_OTLP_PROTOCOL | grpc           | OTEL_EXPORTER_OTLP_PROTOCOL is "grpc", but must be http/protobuf.
          OTEL_EXPORTER_OTLP_ENDPOINT | collector:4317 | OTEL_EXPORTER_OTLP_ENDPOINT is "collector:4317", but must be a URL of http or https, such as http://collector:4318.
          OTEL_EXPORTER_OTLP_HEADERS  | secret         | OTEL_EXPORTER_OTLP_HEADERS must be a list of name=value, separated by commas.
          """)
  void refusesWhatItDoesNotUnderstand(String name, String value, String reason) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> with(Map.of(name, value)))
        .withMessage(reason);
  }
}
