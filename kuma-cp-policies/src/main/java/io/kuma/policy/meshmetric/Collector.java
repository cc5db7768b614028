package io.kuma.policy.meshmetric;

import io.kuma.resource.validate.Addresses;
import io.kuma.xds.envoy.Sockets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An OpenTelemetry collector that metrics are sent to.
 *
 * @param endpoint {@code host:port}
 * @param refreshInterval between two times that they are sent
 */
record Collector(String endpoint, Duration refreshInterval) {
  private static final Duration REFRESH_INTERVAL = Duration.ofMinutes(1);

  static Collector of(String endpoint, @Nullable Duration refreshInterval) {
    return new Collector(endpoint, refreshInterval == null ? REFRESH_INTERVAL : refreshInterval);
  }

  /** Names resources and a socket, so it has no slashes and colons. */
  String name() {
    return endpoint.replace("/", "").replace(":", "-");
  }

  String host() {
    return endpoint.substring(0, endpoint.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
  }

  int port() {
    return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
  }

  boolean isAddress() {
    return Addresses.isIp(host());
  }

  /** Where kuma-dp hands in what is to be sent. */
  String socket(String workdir) {
    return Sockets.openTelemetry(workdir, name());
  }
}
