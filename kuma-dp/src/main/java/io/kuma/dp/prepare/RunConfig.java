package io.kuma.dp.prepare;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything {@code kuma-dp run} was told, checked: flags win over variables, variables over
 * defaults.
 *
 * @param readinessPort TCP port of {@code /ready} on 127.0.0.1; 0: none
 * @param dnsPort UDP and TCP port of the DNS server on 127.0.0.1; 0: none
 * @param probePort TCP port where the platform's probes are answered; 0: none
 * @param drainTime from the signal to stop until Envoy is gone, at most
 * @param configDir where the bootstrap configuration is written; none: a temporary directory of our
 *     own
 * @param socketDir where Envoy's sockets are, the contract's {@code workdir}; none: likewise
 */
record RunConfig(
    ControlPlane controlPlane,
    Proxy proxy,
    Token token,
    EnvoyOptions envoy,
    int readinessPort,
    int dnsPort,
    int probePort,
    Duration drainTime,
    @Nullable Path configDir,
    @Nullable Path socketDir) {

  /**
   * How to reach the control plane.
   *
   * @param caCert PEM of the authorities to trust; none: those of the JVM
   * @param skipVerify trust anybody
   * @param retryBackoff wait between two attempts
   * @param retryMax give up when this has passed since the first attempt
   */
  record ControlPlane(
      URI url,
      @Nullable String caCert,
      boolean skipVerify,
      Duration retryBackoff,
      Duration retryMax) {}

  /**
   * Who this proxy is.
   *
   * @param mesh empty for zone proxies
   * @param resource the Dataplane as JSON text, when the proxy brings it along
   * @param transparent whether that says that the workload's connections are redirected
   */
  record Proxy(
      String name, String mesh, ProxyType type, @Nullable String resource, boolean transparent) {}

  /** The token that identifies the proxy; both none where the control plane asks for none. */
  record Token(@Nullable String value, @Nullable Path file) {
    @Override
    public String toString() {
      return "Token[file=" + file + "]";
    }
  }

  /**
   * How Envoy is started.
   *
   * @param binaryPath file, or name on the PATH; none: looked for
   * @param concurrency worker threads; 0: Envoy decides
   * @param delta whether Envoy speaks the incremental variant of xDS
   */
  record EnvoyOptions(
      @Nullable String binaryPath,
      int concurrency,
      String logLevel,
      @Nullable String componentLogLevel,
      boolean delta) {}
}
