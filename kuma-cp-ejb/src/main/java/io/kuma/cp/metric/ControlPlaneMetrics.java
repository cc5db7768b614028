package io.kuma.cp.metric;

import io.kuma.core.manager.Leadership;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntSupplier;

/** All that one control plane measures. Names are Kuma's where they mean the same. */
public final class ControlPlaneMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final XdsMetrics xds = new XdsMetrics(registry);
  private final StoreMetrics store = new StoreMetrics(registry);
  private final ApiMetrics api = new ApiMetrics(registry);

  /** Begins with what the JVM and its process tell of themselves. */
  public ControlPlaneMetrics() {
    // Not all that the library has: its count of allocations listens to the JVM's own beans, which
    // would keep this application's classes after it is undeployed.
    JvmMemoryMetrics.builder().register(registry);
    JvmBufferPoolMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    JvmClassLoadingMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    ProcessMetrics.builder().register(registry);
  }

  public XdsMetrics xds() {
    return xds;
  }

  public StoreMetrics store() {
    return store;
  }

  public ApiMetrics api() {
    return api;
  }

  /** Shows who this is. To be called once. */
  public void identify(String instance, String cluster, String version) {
    Info.builder()
        .name("cp_info")
        .help("This instance of the control plane")
        .labelNames("instance_id", "cluster_id", "product", "version")
        .register(registry)
        .setLabelValues(instance, cluster, "Kuma", version);
  }

  /** Shows whether this is the leader. To be called once. */
  public void leader(Leadership leadership) {
    gauge("leader", "1 if this instance is the leader", () -> leadership.isLeader() ? 1 : 0);
  }

  /**
   * Shows what there is at the moment. To be called once.
   *
   * @param streams how many are open
   * @param pending how many proxies wait for their configuration to be looked at
   */
  public void proxies(IntSupplier streams, IntSupplier pending) {
    gauge("xds_streams_active", "Open streams, one for each connected proxy", streams);
    gauge("xds_pushes_pending", "Proxies whose configuration is to be looked at", pending);
  }

  private void gauge(String name, String help, IntSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(gauge -> gauge.call(value.getAsInt()))
        .register(registry);
  }

  /** The media type of {@link #text}. */
  public String contentType() {
    return writer.getContentType();
  }

  /** Everything as it is now, in Prometheus' text format. */
  public byte[] text() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);
    try {
      writer.write(bytes, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
