package io.kuma.dp.otlp;

import io.kuma.dp.EnvoyAnswer;
import io.kuma.dp.EnvoyHttp;
import io.kuma.dp.Log;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells one collector, again and again, until it is closed. What Envoy is given over HTTP/1.1 is
 * gRPC when it comes to the collector.
 */
public final class MetricExporter implements AutoCloseable {
  private static final String METHOD =
      "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final Map<String, String> HEADERS =
      Map.of("content-type", "application/grpc", "te", "trailers");

  /** That the message is not compressed, and its length. */
  private static final int PREFIX = 5;

  private static final String OK = "0";

  private final String name;
  private final EnvoyHttp envoy;
  private final Supplier<String> text;
  private final Log log;
  private final Instant start = Instant.now();
  private final ScheduledExecutorService rhythm;
  private String told = "";

  private MetricExporter(String name, Path socket, Supplier<String> text, Log log) {
    this.name = name;
    this.envoy = new EnvoyHttp(UnixDomainSocketAddress.of(socket));
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
      byte[] message = OtlpMetrics.request(text.get(), start, Instant.now());
      byte[] framed =
          ByteBuffer.allocate(PREFIX + message.length)
              .put((byte) 0)
              .putInt(message.length)
              .put(message)
              .array();
      check(envoy.ask("POST", METHOD, HEADERS, framed, TIMEOUT));
      told = "";
    } catch (IOException | RuntimeException e) {
      // The next time has all of it again: what is counted is counted from the start.
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(told)) {
        told = reason;
        log.info("the collector " + name + " does not take metrics: " + reason);
      }
    }
  }

  /** A refusal has its status among the headers; trailers, which are left out here, say OK. */
  private static void check(EnvoyAnswer answer) throws IOException {
    String status = answer.headers().getOrDefault("grpc-status", OK);
    if (answer.status() != 200) {
      throw new IOException("status " + answer.status());
    } else if (!status.equals(OK)) {
      String reason = answer.headers().get("grpc-message");
      throw new IOException("gRPC status " + status + (reason == null ? "" : ": " + reason));
    }
  }

  @Override
  public void close() {
    rhythm.shutdownNow();
  }
}
