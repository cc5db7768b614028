package io.kuma.dp.metrics;

import io.kuma.dp.EnvoyAnswer;
import io.kuma.dp.EnvoyHttp;
import io.kuma.dp.Log;
import io.kuma.dp.metrics.MetricsConfig.Application;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The metrics of Envoy, of kuma-dp and of the applications, in Prometheus' text format. Those that
 * cannot be read are left out, so that the rest is not lost. Thread-safe.
 */
final class MetricsText {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String USED = "/stats/prometheus?usedonly";
  private static final String ALL = "/stats/prometheus";

  private final EnvoyHttp envoy;
  private final Supplier<String> own;
  private final String address;
  private final Log log;
  private final Map<String, String> told = new ConcurrentHashMap<>();

  /**
   * Where they are read.
   *
   * @param own those of kuma-dp
   * @param address of the proxy, where applications are that do not say otherwise
   */
  MetricsText(EnvoyHttp envoy, Supplier<String> own, String address, Log log) {
    this.envoy = envoy;
    this.own = own;
    this.address = address;
    this.log = log;
  }

  /** Those that are wanted, as they are now. */
  String read(MetricsConfig config) {
    StringBuilder out = new StringBuilder();
    attempt(
        "Envoy",
        () -> {
          EnvoyAnswer answer =
              envoy.ask("GET", config.includeUnused() ? ALL : USED, Map.of(), TIMEOUT);
          EnvoyMetrics.append(answer.body() + own.get(), config, out);
        });
    for (Application application : config.applications()) {
      attempt(
          "the application at " + application.port() + application.path(),
          () -> ApplicationMetrics.append(application, address, TIMEOUT, config, out));
    }
    return out.toString();
  }

  private interface Reading {
    void run() throws IOException;
  }

  /** Why there are none is said once, until it is another reason. */
  private void attempt(String whose, Reading reading) {
    try {
      reading.run();
      told.remove(whose);
    } catch (IOException | IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(told.put(whose, reason))) {
        log.info("there are no metrics of " + whose + ": " + reason);
      }
    }
  }
}
