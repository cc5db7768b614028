package io.kuma.dp.otlp;

import io.kuma.dp.Log;
import io.kuma.dp.grpc.UnaryGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells one collector, again and again, until it is closed. */
public final class MetricExporter implements AutoCloseable {
  private static final String METHOD =
      "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** The one that listens at a unix socket has no other. */
  private static final InetSocketAddress NOWHERE =
      InetSocketAddress.createUnresolved("localhost", 0);

  private final String name;
  private final UnaryGrpc grpc;
  private final Supplier<String> text;
  private final Log log;
  private final Instant start = Instant.now();
  private final ScheduledExecutorService rhythm;
  private String told = "";

  private MetricExporter(String name, Path socket, Supplier<String> text, Log log) {
    this.name = name;
    this.grpc = UnaryGrpc.overUnixSocket(socket);
    this.text = text;
    this.log = log;
    this.rhythm =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "otlp");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts; the first time is after one interval.
   *
   * @param name of the collector, for messages
   * @param socket of Envoy's listener for it
   * @param text the metrics in Prometheus' text format
   */
  public static MetricExporter start(
      String name, Path socket, Duration interval, Supplier<String> text, Log log) {
    MetricExporter started = new MetricExporter(name, socket, text, log);
    long millis = interval.toMillis();
    var unused =
        started.rhythm.scheduleAtFixedRate(started::tell, millis, millis, TimeUnit.MILLISECONDS);
    log.info("metrics go to the collector " + name + " every " + millis + " ms");
    return started;
  }

  private void tell() {
    try {
      byte[] message = OtlpMetrics.request(text.get(), start, Instant.now()).toByteArray();
      grpc.call(NOWHERE, METHOD, message, Map.of(), TIMEOUT);
      told = "";
    } catch (IOException | RuntimeException e) {
      // The next time has all of it again: what is counted is counted from the start.
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(told)) {
        told = reason;
        log.info("the collector " + name + " does not take metrics: " + reason);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    rhythm.shutdownNow();
    grpc.close();
  }
}
