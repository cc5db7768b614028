package io.kuma.xds.bootstrap;

import java.time.Duration;

/**
 * How proxies are told to find the control plane and to run Envoy: {@code
 * KUMA_BOOTSTRAP_SERVER_PARAMS_*} and what belongs to it (contract 5).
 *
 * @param adminAddress where Envoy's admin endpoint listens if it has no socket
 * @param adminPort used where the Dataplane names none
 * @param adminUnixSocket whether the admin endpoint is a Unix socket in the proxy's work directory
 * @param adminAccessLogPath where the admin endpoint logs; empty for nowhere
 * @param xdsHost how proxies reach the control plane; empty for the host of the request
 * @param xdsPort the port proxies connect to
 * @param connectTimeout for connections to the control plane
 * @param maxReceiveMessageBytes the largest response, for proxies that read their token from a
 *     file; 0 for gRPC's limit
 * @param tokenRequired whether proxies must bring a token
 * @param reloadableTokens whether Envoy reads the token from its file, again and again
 * @param healthDiscovery whether proxies report the health of their workloads
 * @param deltaXds whether all proxies use the incremental protocol, not only those that ask for it
 * @param gatewayConnections how many connections a gateway accepts
 */
public record BootstrapSettings(
    String adminAddress,
    int adminPort,
    boolean adminUnixSocket,
    String adminAccessLogPath,
    String xdsHost,
    int xdsPort,
    Duration connectTimeout,
    int maxReceiveMessageBytes,
    boolean tokenRequired,
    boolean reloadableTokens,
    boolean healthDiscovery,
    boolean deltaXds,
    long gatewayConnections) {

  /** The contract's defaults, for a control plane that listens on {@code xdsPort}. */
  public static BootstrapSettings defaults(int xdsPort) {
    return new BootstrapSettings(
        "127.0.0.1",
        9901,
        true,
        "/dev/null",
        "",
        xdsPort,
        Duration.ofSeconds(1),
        4 << 20,
        true,
        false,
        true,
        false,
        50_000);
  }

  public BootstrapSettings withXdsPort(int port) {
    return new BootstrapSettings(
        adminAddress,
        adminPort,
        adminUnixSocket,
        adminAccessLogPath,
        xdsHost,
        port,
        connectTimeout,
        maxReceiveMessageBytes,
        tokenRequired,
        reloadableTokens,
        healthDiscovery,
        deltaXds,
        gatewayConnections);
  }
}
