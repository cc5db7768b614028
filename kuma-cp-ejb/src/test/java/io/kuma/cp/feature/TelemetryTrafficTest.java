package io.kuma.cp.feature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is told of requests through real Envoys, and whether it arrives. */
class TelemetryTrafficTest extends TrafficTest {
  @Test
  void anAccessLogHasALine() throws IOException {
    Path log = Files.createTempFile("kuma", ".log");
    mesh.with(
        """
        type: MeshAccessLog
        mesh: m
        name: log
        spec:
          targetRef: {kind: MeshSubset, tags: {kuma.io/service: web}}
          to:
          - targetRef: {kind: MeshService, name: backend}
            default:
              backends:
              - type: File
                file:
                  path: %s
                  format:
                    type: Plain
                    plain: '%%KUMA_SOURCE_SERVICE%% to %%KUMA_DESTINATION_SERVICE%%: %%REQ(:PATH)%% %%RESPONSE_CODE%%'
        """
            .formatted(log),
        () ->
            mesh.until(
                "there is a line",
                () -> {
                  mesh.get("/logged");
                  return read(log).lines().anyMatch("web to backend: /logged 200"::equals);
                }));
    Files.delete(log);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void spansAndLogsArriveAtTheirCollectors() {
    try (Collector collector = new Collector()) {
      mesh.with(
          """
          type: MeshTrace
          mesh: m
          name: zipkin
          spec:
            targetRef: {kind: MeshSubset, tags: {kuma.io/service: web}}
            default:
              backends: [{type: Zipkin, zipkin: {url: 'http://127.0.0.1:%d/api/v2/spans', apiVersion: httpJson}}]
              sampling: {overall: 100, client: 100, random: 100}
          """
              .formatted(collector.port()),
          () ->
              mesh.until(
                  "a span is there",
                  () -> {
                    mesh.get("/traced");
                    return collector.received("/api/v2/spans").contains("/traced");
                  }));
      mesh.with(
          """
          type: MeshTrace
          mesh: m
          name: otel
          spec:
            targetRef: {kind: MeshSubset, tags: {kuma.io/service: web}}
            default:
              backends: [{type: OpenTelemetry, openTelemetry: {endpoint: '127.0.0.1:%d'}}]
          """
              .formatted(collector.port()),
          () ->
              mesh.until(
                  "a span is there",
                  () -> {
                    mesh.get("/otel-traced");
                    return collector
                        .received("/opentelemetry.proto.collector.trace.v1.TraceService/Export")
                        .contains("/otel-traced");
                  }));
      mesh.with(
          """
          type: MeshAccessLog
          mesh: m
          name: otel
          spec:
            targetRef: {kind: MeshSubset, tags: {kuma.io/service: web}}
            to:
            - targetRef: {kind: MeshService, name: backend}
              default:
                backends:
                - type: OpenTelemetry
                  openTelemetry: {endpoint: '127.0.0.1:%d', body: {kvlistValue: {values: [{key: path, value: {stringValue: '%%REQ(:PATH)%%'}}]}}}
          """
              .formatted(collector.port()),
          () ->
              mesh.until(
                  "a line is there",
                  () -> {
                    mesh.get("/otel-logged");
                    return collector
                        .received("/opentelemetry.proto.collector.logs.v1.LogsService/Export")
                        .contains("/otel-logged");
                  }));
    }
  }
}
