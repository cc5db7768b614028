package io.kuma.bench;

import java.util.List;
import java.util.Locale;

/** Median, 99th percentile and maximum of measured times, in milliseconds. */
record Quantiles(double p50, double p99, double max, int count) {

  static Quantiles ofNanos(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return new Quantiles(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    return new Quantiles(
        at(sorted, 0.50), at(sorted, 0.99), sorted.get(sorted.size() - 1) / 1e6, sorted.size());
  }

  private static double at(List<Long> sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)) / 1e6;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, max %.1f ms (%d)", p50, p99, max, count);
  }
}
