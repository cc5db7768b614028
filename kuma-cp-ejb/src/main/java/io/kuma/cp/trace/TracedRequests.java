package io.kuma.cp.trace;

import io.kuma.core.metric.RequestTimes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Follows requests that write, under the names that OpenTelemetry's conventions have for them. */
final class TracedRequests implements RequestTimes {
  private static final Set<String> WRITING = Set.of("PUT", "POST", "DELETE");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final int SERVER_ERROR = 500;
  private static final TextMapGetter<Function<String, @Nullable String>> GETTER =
      (headers, name) -> headers == null ? null : headers.apply(name);

  private final RequestTimes times;
  private final Tracer tracer;
  private final CurrentSpans current;

  TracedRequests(RequestTimes times, Tracer tracer, CurrentSpans current) {
    this.times = times;
    this.tracer = tracer;
    this.current = current;
  }

  @Override
  public void began(String method, Function<String, @Nullable String> headers) {
    times.began(method, headers);
    if (WRITING.contains(method)) {
      Context caller =
          W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, GETTER);
      Span span =
          tracer
              .spanBuilder(method)
              .setParent(caller)
              .setSpanKind(SpanKind.SERVER)
              .setAttribute(METHOD, method)
              .startSpan();
      current.set(span);
    }
  }

  @Override
  public void answered(String method, String route, int status, Duration took) {
    times.answered(method, route, status, took);
    if (WRITING.contains(method)) {
      current
          .set(null)
          .ifPresent(
              span -> {
                span.updateName(method + " " + route);
                span.setAttribute(ROUTE, route);
                span.setAttribute(STATUS, (long) status);
                if (status >= SERVER_ERROR) {
                  span.setStatus(StatusCode.ERROR);
                }
                span.end();
              });
    }
  }
}
