package io.kuma.dp.metrics;

import io.kuma.dp.EnvoyHttp;
import io.kuma.dp.Log;
import io.kuma.dp.otlp.MetricExporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What is told of the proxy and its applications: to Prometheus, and to collectors. */
public final class Metrics implements AutoCloseable {
  private final MetricsText text;
  private final MetricsServer server;
  private final Log log;
  private final Map<MetricsConfig.Collector, MetricExporter> exporters = new HashMap<>();

  private volatile MetricsConfig config;

  /**
   * Begins with Prometheus; of collectors the control plane tells.
   *
   * @param socket where Envoy looks for what Prometheus asks
   * @param own metrics of kuma-dp, in Prometheus' text format
   * @param address of the proxy, where applications are that do not say otherwise
   * @param applications that have metrics as long as the control plane does not tell of others, a
   *     JSON list
   */
  public Metrics(
      Path socket,
      EnvoyHttp envoy,
      Supplier<String> own,
      String address,
      String applications,
      Log log) {
    this.config = MetricsConfig.beginning(applications);
    this.text = new MetricsText(envoy, own, address, log);
    this.server = MetricsServer.start(socket, this::read, log);
    this.log = log;
  }

  private String read() {
    return text.read(config);
  }

  /**
   * Takes over what is to be measured, and who wants to hear of it. Exporters that stay as they are
   * go on in their rhythm.
   *
   * @throws IOException if the document does not say; what was said last stays
   */
  public synchronized void read(String json) throws IOException {
    MetricsConfig next = MetricsConfig.parse(json);
    config = next;
    exporters
        .entrySet()
        .removeIf(
            entry -> {
              boolean isGone = !next.collectors().contains(entry.getKey());
              if (isGone) {
                entry.getValue().close();
              }
              return isGone;
            });
    for (MetricsConfig.Collector collector : next.collectors()) {
      exporters.computeIfAbsent(
          collector,
          one ->
              MetricExporter.start(
                  one.name(), Path.of(one.socket()), one.interval(), this::read, log));
    }
  }

  @Override
  public synchronized void close() {
    server.close();
    exporters.values().forEach(MetricExporter::close);
    exporters.clear();
  }
}
