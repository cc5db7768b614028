package io.kuma.cp.metric;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** How long the store takes, and how often two writers meet. */
public final class StoreMetrics {
  private final Histogram times;
  private final Counter conflicts;

  StoreMetrics(PrometheusRegistry registry) {
    times =
        Seconds.histogram("store", "Seconds that operations of the store took, failed ones too")
            .labelNames("operation", "resource_type")
            .register(registry);
    conflicts =
        PlainCounter.register(
            registry,
            "store_conflicts",
            "Writes that were refused because somebody else was first",
            "resource_type");
  }

  void took(String operation, String type, long nanos) {
    times.labelValues(operation, type).observe(Seconds.ofNanos(nanos));
  }

  void conflict(String type) {
    conflicts.labelValues(type).inc();
  }
}
