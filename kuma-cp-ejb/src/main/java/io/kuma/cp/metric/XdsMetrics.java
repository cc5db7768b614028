package io.kuma.cp.metric;

import io.kuma.xds.cache.XdsType;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is made for proxies and sent to them. It is written to on the way to each proxy, so every
 * series is looked up once, here: a write is an addition.
 */
public final class XdsMetrics {
  private static final String PROXY = "dataplane";

  private final DistributionDataPoint changed;
  private final DistributionDataPoint skipped;
  private final DistributionDataPoint failed;
  private final Counter errors;
  private final Histogram delivery;
  private final Counter certificates;
  private final Histogram certificateTimes;
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
            registry, "xds_generation_errors", "Configurations that could not be made");
    delivery =
        Seconds.histogram(
                "xds_delivery",
                "Seconds from a new configuration to the answer of its proxy, for each type")
            .register(registry);
    certificates =
        PlainCounter.register(
            registry, "cert_generation", "Certificates that were issued to proxies");
    certificateTimes =
        Seconds.histogram("ca_manager_get_cert", "Seconds that it took to issue a certificate")
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

  private static CounterDataPoint of(Map<XdsType, CounterDataPoint> counters, XdsType type) {
    CounterDataPoint counter = counters.get(type);
    if (counter == null) {
      throw new IllegalStateException("Every type has its counter");
    }
    return counter;
  }
}
