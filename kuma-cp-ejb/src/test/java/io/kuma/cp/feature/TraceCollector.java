package io.kuma.cp.feature;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OTLP receiver. */
final class TraceCollector implements AutoCloseable {
  final List<ResourceSpans> received = new CopyOnWriteArrayList<>();
  final List<RequestHeaders> headers = new CopyOnWriteArrayList<>();
  private final Server server;

  TraceCollector() {
    ServerBuilder builder =
        Server.builder()
            .http(0)
            .workerGroup(1)
            .decorator(
                (delegate, context, request) -> {
                  headers.add(request.headers());
                  return delegate.serve(context, request);
                })
            .service(
                "/custom/v1/traces",
                (context, request) ->
                    HttpResponse.of(request.aggregate().thenApply(this::takeHttp)));
    server = builder.build();
    server.start().join();
  }

  private HttpResponse takeHttp(AggregatedHttpRequest request) {
    take(request.content().array());
    return HttpResponse.of(HttpStatus.OK, MediaType.X_PROTOBUF, HttpData.empty());
  }

  private void take(byte[] message) {
    try {
      received.addAll(ExportTraceServiceRequest.parseFrom(message).getResourceSpansList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  int port() {
    return server.activeLocalPort();
  }

  List<Span> spans() {
    return received.stream()
        .flatMap(spans -> spans.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /** The one span that is called so; waits for it. */
  Span await(String name) {
    Wait.until("there is a span " + name, () -> find(name).isPresent());
    return find(name).orElseThrow();
  }

  Optional<Span> find(String name) {
    return spans().stream().filter(span -> span.getName().equals(name)).findFirst();
  }

  Resource resource() {
    return received.get(0).getResource();
  }

  static String text(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  static long number(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .mapToLong(attribute -> attribute.getValue().getIntValue())
        .findFirst()
        .orElse(-1);
  }

  static String hex(ByteString id) {
    StringBuilder text = new StringBuilder();
    for (byte part : id.toByteArray()) {
      text.append(String.format("%02x", part));
    }
    return text.toString();
  }

  HttpHeaders lastHeaders() {
    return headers.get(headers.size() - 1);
  }

  @Override
  public void close() {
    server.stop().join();
  }
}
