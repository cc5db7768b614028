package io.kuma.cp.metric;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;

/**
 * Counters with Kuma's own names, which dashboards and alerts already use. They do not end in
 * {@code _total}, as the library demands of what it shows as a counter; so these are shown without
 * a type. To Prometheus' functions that makes no difference.
 */
final class PlainCounter {
  private PlainCounter() {}

  static Counter register(PrometheusRegistry registry, String name, String help, String... labels) {
    // Exemplars would start a thread that nothing ends.
    Counter counter =
        Counter.builder().name(name).help(help).labelNames(labels).withoutExemplars().build();
    Collector plain = () -> untyped(name, help, counter.collect());
    registry.register(plain);
    return counter;
  }

  private static MetricSnapshot untyped(String name, String help, CounterSnapshot counter) {
    UnknownSnapshot.Builder all = UnknownSnapshot.builder().name(name).help(help);
    counter
        .getDataPoints()
        .forEach(
            point ->
                all.dataPoint(
                    UnknownSnapshot.UnknownDataPointSnapshot.builder()
                        .labels(point.getLabels())
                        .value(point.getValue())
                        .build()));
    return all.build();
  }
}
