package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.access.Principal;
import io.kuma.cp.boot.CpSettings;
import io.kuma.cp.boot.TracingSettings;
import io.kuma.cp.trace.WriteTraces;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.xds.cache.XdsType;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector is told of a write, from the request to the proxies' answers. */
class TracesTest {
  private static final String TIMEOUT =
      """
      {type: MeshTimeout, mesh: default, name: t, spec: {targetRef: {kind: MeshSubset, tags:
       {kuma.io/service: web}}, from: [{targetRef: {kind: Mesh}, default: {idleTimeout: 77s}}]}}""";
  private static final Principal ADMIN = new Principal("mesh-system:admin", List.of());
  private static final String CALLER = "0af7651916cd43dd8448eb211c80319c";

  private final Path workDir;

  TracesTest(@TempDir Path workDir) {
    this.workDir = workDir;
  }

  private static Function<String, WriteTraces> traces(Map<String, String> environment) {
    Function<String, Optional<String>> source = name -> Optional.ofNullable(environment.get(name));
    return instance -> TracingSettings.traces(CpSettings.read(source), source, instance);
  }

  /** As REST does it. */
  private static void put(MemoryControlPlane running, String yaml) {
    running
        .controlPlane
        .requestTimes()
        .began("PUT", Map.of("traceparent", "00-" + CALLER + "-b7ad6b7169203331-01")::get);
    create(running, yaml);
    running
        .controlPlane
        .requestTimes()
        .answered("PUT", "/meshes/{mesh}/meshtimeouts/{name}", 201, Duration.ofMillis(1));
  }

  private static <S extends Spec> void create(MemoryControlPlane running, String yaml) {
    running
        .controlPlane
        .codec()
        .parseYamlDocuments(yaml)
        .forEach(
            tree -> {
              @SuppressWarnings("unchecked")
              Resource<S> resource =
                  (Resource<S>)
                      running.controlPlane.codec().toResource(running.controlPlane.types(), tree);
              @SuppressWarnings("unchecked")
              ResourceType<S> type =
                  (ResourceType<S>)
                      running.controlPlane.types().findByName(resource.meta().type()).orElseThrow();
              running.controlPlane.resources().as(ADMIN, why -> {}).create(type, resource);
            });
  }

  private static void assertChild(Span child, Span parent) {
    assertThat(child.getTraceId()).isEqualTo(parent.getTraceId());
    assertThat(child.getParentSpanId()).isEqualTo(parent.getSpanId());
  }

  @Test
  void followsAWriteToTheLastAnswer() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (TraceCollector collector = new TraceCollector();
        MemoryControlPlane running =
            new MemoryControlPlane(
                workDir,
                traces(
                    Map.of(
                        "KUMA_TRACING_OPENTELEMETRY_ENABLED", "true",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                            "http://localhost:" + collector.port() + "/custom",
                        "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=a%20test")));
        AdsClient good = running.connect("web-1");
        AdsClient bad = running.connect("web-2")) {
      good.next(XdsType.LISTENER);
      bad.next(XdsType.LISTENER);
      Wait.until("nothing is to be done", () -> good.isQuiet(100) && bad.isQuiet(100));
      put(running, TIMEOUT);
      good.next(XdsType.LISTENER);
      bad.nack(XdsType.LISTENER, bad.take(), "no such thing");

      Span request = collector.await("PUT /meshes/{mesh}/meshtimeouts/{name}");
      assertThat(TraceCollector.hex(request.getTraceId())).isEqualTo(CALLER);
      assertThat(TraceCollector.hex(request.getParentSpanId())).isEqualTo("b7ad6b7169203331");
      assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(TraceCollector.number(request.getAttributesList(), "http.response.status_code"))
          .isEqualTo(201);
      Span write = collector.await("create MeshTimeout");
      assertChild(write, request);
      assertThat(TraceCollector.text(write.getAttributesList(), "kuma.resource.name"))
          .isEqualTo("t");
      assertChild(collector.await("commit"), write);
      Span snapshot = collector.await("snapshot");
      assertChild(snapshot, write);
      Span delivery = collector.await("delivery");
      assertChild(delivery, snapshot);
      assertThat(TraceCollector.number(delivery.getAttributesList(), "kuma.proxies.looked_at"))
          .isEqualTo(2);
      assertThat(TraceCollector.number(delivery.getAttributesList(), "kuma.proxies.acknowledged"))
          .isEqualTo(1);
      assertThat(TraceCollector.number(delivery.getAttributesList(), "kuma.proxies.rejected"))
          .isEqualTo(1);
      assertThat(TraceCollector.number(delivery.getAttributesList(), "kuma.proxies.unanswered"))
          .isZero();
      assertThat(delivery.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertPushes(collector, delivery);
      assertThat(
              TraceCollector.text(collector.resource().getAttributesList(), "service.instance.id"))
          .isEqualTo(running.controlPlane.installation().instanceId());
      assertThat(
              TraceCollector.text(
                  collector.resource().getAttributesList(), "deployment.environment.name"))
          .isEqualTo("a test");
    }
    assertNoThreadIsLeft(before);
  }

  private static void assertPushes(TraceCollector collector, Span delivery) {
    Map<String, Span> pushes =
        collector.spans().stream()
            .filter(span -> span.getName().equals("push"))
            .collect(
                Collectors.toMap(
                    span -> TraceCollector.text(span.getAttributesList(), "kuma.dataplane"),
                    span -> span));
    assertThat(pushes).containsOnlyKeys("default/web-1", "default/web-2");
    pushes.values().forEach(push -> assertChild(push, delivery));
    assertThat(pushes.get("default/web-1").getStatus().getMessage()).isEmpty();
    assertThat(pushes.get("default/web-2").getStatus().getMessage()).contains("no such thing");
  }

  @Test
  void sendsWhatIsLeftWhenItStops() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (TraceCollector collector = new TraceCollector()) {
      try (MemoryControlPlane running =
          new MemoryControlPlane(
              workDir,
              traces(
                  Map.of(
                      "KUMA_TRACING_OPENTELEMETRY_ENABLED", "true",
                      "OTEL_EXPORTER_OTLP_ENDPOINT",
                          "http://localhost:" + collector.port() + "/custom",
                      "OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=a%3Db")))) {
        put(running, TIMEOUT);
      }
      assertThat(collector.find("create MeshTimeout")).isPresent();
      assertThat(collector.lastHeaders().get("x-tenant")).isEqualTo("a=b");
    }
    assertNoThreadIsLeft(before);
  }

  /** The process goes on without it, and threads would keep all classes. */
  private static void assertNoThreadIsLeft(Set<Thread> before) {
    Wait.until(
        "no thread of it is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .noneMatch(
                    thread ->
                        thread.getName().equals("traces")
                            || thread.getName().startsWith("BatchSpanProcessor")
                            || thread.getName().startsWith("armeria-common")));
  }

  @Test
  void aCollectorThatIsAwayHoldsNothingUp() {
    try (MemoryControlPlane running =
            new MemoryControlPlane(
                workDir,
                traces(
                    Map.of(
                        "KUMA_TRACING_OPENTELEMETRY_ENABLED",
                        "true",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://localhost:" + FreePorts.next(),
                        "OTEL_EXPORTER_OTLP_TIMEOUT",
                        "500")));
        AdsClient web = running.connect("web-1")) {
      web.next(XdsType.LISTENER);
      put(running, TIMEOUT);
      web.next(XdsType.LISTENER);
    }
  }

  @Test
  void nothingIsFollowedUnlessSomebodyWantsIt() {
    assertThat(traces(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1")).apply("i"))
        .isSameAs(WriteTraces.NONE);
  }
}
