package io.kuma.dp.dns;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * What is counted of DNS queries, under the names that upstream's kuma-dp has for it. Thread-safe.
 */
final class DnsMetrics {
  /** Upper bounds in seconds. */
  private static final double[] BOUNDS = {
    .0001, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10
  };

  private final Map<String, Long> queries = new TreeMap<>();
  private final Map<String, Long> codes = new TreeMap<>();
  private final Durations all = new Durations();
  private final Durations upstream = new Durations();
  private long failures;
  private int names;

  /** How many took how long. */
  private static final class Durations {
    private final long[] counts = new long[BOUNDS.length + 1];
    private double sum;

    void add(double seconds) {
      int at = Arrays.binarySearch(BOUNDS, seconds);
      counts[at < 0 ? -at - 1 : at]++;
      sum += seconds;
    }

    void append(String name, StringBuilder out) {
      out.append("# TYPE " + name + " histogram\n");
      long total = 0;
      for (int i = 0; i < counts.length; i++) {
        total += counts[i];
        String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i]) : "+Inf";
        out.append(name + "_bucket{le=\"" + bound + "\"} " + total + "\n");
      }
      out.append(name + "_sum " + sum + "\n" + name + "_count " + total + "\n");
    }
  }

  /** The names of the mesh have changed. */
  synchronized void names(int count) {
    names = count;
  }

  /**
   * A query was answered.
   *
   * @param type what was asked for
   * @param code of the answer, which may be none of the protocol's
   * @param started when it came, in {@link System#nanoTime}
   */
  synchronized void answeredHere(int type, int code, long started) {
    add(type, "local", code);
    all.add(secondsSince(started));
  }

  /** The same, with an answer of a resolver that was asked at {@code asked}. */
  synchronized void answeredUpstream(int type, int code, long started, long asked) {
    add(type, "upstream", code);
    all.add(secondsSince(started));
    upstream.add(secondsSince(asked));
  }

  /** No resolver could be asked, or none answered. */
  synchronized void failed(int type, long started) {
    failures++;
    add(type, "upstream", Rcode.SERVFAIL);
    all.add(secondsSince(started));
  }

  private void add(int type, String source, int code) {
    String typeName = type == Type.A ? "A" : type == Type.AAAA ? "AAAA" : "other";
    queries.merge("qtype=\"" + typeName + "\",source=\"" + source + "\"", 1L, Long::sum);
    String codeName =
        switch (code) {
          case Rcode.NOERROR -> "noerror";
          case Rcode.NXDOMAIN -> "nxdomain";
          case Rcode.SERVFAIL -> "servfail";
          default -> "other";
        };
    codes.merge("rcode=\"" + codeName + "\"", 1L, Long::sum);
  }

  private static double secondsSince(long nanos) {
    return (double) (System.nanoTime() - nanos) / TimeUnit.SECONDS.toNanos(1);
  }

  /** In Prometheus' text format. */
  synchronized String text() {
    StringBuilder out = new StringBuilder();
    append("kuma_dp_dns_queries_total", queries, out);
    append("kuma_dp_dns_response_codes_total", codes, out);
    out.append("# TYPE kuma_dp_dns_entries_total gauge\n");
    out.append("kuma_dp_dns_entries_total " + names + "\n");
    out.append("# TYPE kuma_dp_dns_upstream_request_failure_count counter\n");
    out.append("kuma_dp_dns_upstream_request_failure_count " + failures + "\n");
    all.append("kuma_dp_dns_request_duration_seconds", out);
    upstream.append("kuma_dp_dns_upstream_request_duration_seconds", out);
    return out.toString();
  }

  private static void append(String name, Map<String, Long> series, StringBuilder out) {
    if (!series.isEmpty()) {
      out.append("# TYPE " + name + " counter\n");
      series.forEach((labels, count) -> out.append(name + "{" + labels + "} " + count + "\n"));
    }
  }
}
