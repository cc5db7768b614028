package io.kuma.cp.metric;

import io.prometheus.metrics.core.metrics.Histogram;

/** Histograms of times in seconds, as Prometheus wants them. */
final class Seconds {
  private static final double[] BOUNDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };
  private static final double NANOS = 1e9;

  private Seconds() {}

  /** Classic buckets only: the text format has no others. */
  static Histogram.Builder histogram(String name, String help) {
    // Exemplars would start a thread that nothing ends.
    return Histogram.builder()
        .name(name)
        .help(help)
        .withoutExemplars()
        .classicOnly()
        .classicUpperBounds(BOUNDS);
  }

  static double ofNanos(long nanos) {
    return nanos / NANOS;
  }
}
