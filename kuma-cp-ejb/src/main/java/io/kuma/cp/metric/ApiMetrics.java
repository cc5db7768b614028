package io.kuma.cp.metric;

import io.kuma.core.metric.RequestTimes;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Set;

/** How the REST API is used. */
public final class ApiMetrics implements RequestTimes {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Histogram times;

  ApiMetrics(PrometheusRegistry registry) {
    times =
        Seconds.histogram(
                "api_server_http_request_duration_seconds", "Seconds that requests of the API took")
            .labelNames("code", "handler", "method", "service")
            .register(registry);
  }

  @Override
  public void answered(String method, String route, int status, Duration took) {
    // Callers invent methods as they like.
    String known = METHODS.contains(method) ? method : "other";
    times
        .labelValues(String.valueOf(status), route, known, "")
        .observe(Seconds.ofNanos(took.toNanos()));
  }
}
