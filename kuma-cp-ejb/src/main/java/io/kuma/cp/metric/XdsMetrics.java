package io.kuma.cp.metric;

import io.kuma.xds.cache.XdsType;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is made for proxies and sent to them. It is written to on the way to each proxy, so every
 * series is looked up once, here: a write is an addition.
 */
public final class XdsMetrics {
  private static final String PROXY = "dataplane";
  private static final double MILLIS = 1e3;

  private final DistributionDataPoint changed;
  private final DistributionDataPoint skipped;
  private final DistributionDataPoint failed;
  private final CounterDataPoint errors;
  private final Histogram delivery;
  private final CounterDataPoint certificates;
  private final Histogram certificateTimes;
  private final Gauge lastSent;
  private final Map<XdsType, CounterDataPoint> sent = new EnumMap<>(XdsType.class);
  private final Map<XdsType, CounterDataPoint> acknowledged = new EnumMap<>(XdsType.class);
  private final Map<XdsType, CounterDataPoint> rejected = new EnumMap<>(XdsType.class);

  XdsMetrics(PrometheusRegistry registry) {
    Histogram generation =
        Seconds.histogram(
                "xds_generation",
                "Seconds that it took to work out what a proxy should have. result: changed;"
                    + " skip, as it has that already; error")
            .labelNames("proxy_type", "result")
            .register(registry);
    changed = generation.labelValues(PROXY, "changed");
    skipped = generation.labelValues(PROXY, "skip");
    failed = generation.labelValues(PROXY, "error");
    errors =
        PlainCounter.register(
                registry, "xds_generation_errors", "Configurations that could not be made")
            .labelValues();
    delivery =
        Seconds.histogram(
                "xds_delivery",
                "Seconds from a new configuration to the answer of its proxy, for each type")
            .register(registry);
    certificates =
        PlainCounter.register(
                registry, "cert_generation", "Certificates that were issued to proxies")
            .labelValues();
    certificateTimes =
        Seconds.histogram("ca_manager_get_cert", "Seconds that it took to issue a certificate")
            .register(registry);
    lastSent =
        Gauge.builder()
            .name("xds_last_response_sent_timestamp_seconds")
            .help("When the last response was sent to a proxy; 0 if none was")
            // Exemplars would start a thread that nothing ends.
            .withoutExemplars()
            .register(registry);
    Counter responses =
        PlainCounter.register(
            registry, "xds_responses_sent", "Responses that were sent to proxies", "type_url");
    Counter requests =
        PlainCounter.register(
            registry,
            "xds_requests_received",
            "Answers of proxies to what they were sent",
            "confirmation",
            "type_url");
    for (XdsType type : XdsType.values()) {
      sent.put(type, responses.labelValues(type.url()));
      acknowledged.put(type, requests.labelValues("ACK", type.url()));
      rejected.put(type, requests.labelValues("NACK", type.url()));
    }
  }

  /** A proxy's configuration was looked at, and is another one or not. */
  public void generated(boolean other, long nanos) {
    (other ? changed : skipped).observe(Seconds.ofNanos(nanos));
  }

  /** A proxy's configuration could not be made. */
  public void failed(long nanos) {
    errors.inc();
    failed.observe(Seconds.ofNanos(nanos));
  }

  /** A response went out. */
  public void sent(XdsType type) {
    of(sent, type).inc();
    lastSent.set(System.currentTimeMillis() / MILLIS);
  }

  /** A proxy uses what it was sent. */
  public void acknowledged(XdsType type) {
    of(acknowledged, type).inc();
  }

  /** A proxy does not use what it was sent. */
  public void rejected(XdsType type) {
    of(rejected, type).inc();
  }

  /** A proxy has answered to what was made so long ago. */
  public void delivered(long nanos) {
    delivery.observe(Seconds.ofNanos(nanos));
  }

  /** A certificate was issued. */
  public void issued(long nanos) {
    certificates.inc();
    certificateTimes.observe(Seconds.ofNanos(nanos));
  }

  /** How many responses went out. */
  public long allSent() {
    return sum(sent);
  }

  /** How many responses proxies use. */
  public long allAcknowledged() {
    return sum(acknowledged);
  }

  /** How many responses proxies refused. */
  public long allRejected() {
    return sum(rejected);
  }

  /** How many configurations could not be made. */
  public long allFailed() {
    return errors.getLongValue();
  }

  /** How many certificates were issued. */
  public long allIssued() {
    return certificates.getLongValue();
  }

  /** When the last response went out. */
  public Optional<Instant> lastSent() {
    double seconds = lastSent.get();
    return seconds == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(Math.round(seconds * MILLIS)));
  }

  private static long sum(Map<XdsType, CounterDataPoint> counters) {
    return counters.values().stream().mapToLong(CounterDataPoint::getLongValue).sum();
  }

  private static CounterDataPoint of(Map<XdsType, CounterDataPoint> counters, XdsType type) {
    CounterDataPoint counter = counters.get(type);
    if (counter == null) {
      throw new IllegalStateException("Every type has its counter");
    }
    return counter;
  }
}
