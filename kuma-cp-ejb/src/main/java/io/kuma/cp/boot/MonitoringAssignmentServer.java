package io.kuma.cp.boot;

import io.kuma.cp.mads.Assignments;
import io.kuma.cp.mads.MonitoringServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Where Prometheus asks what it is to read (contract 1.4).
 *
 * @param port 0 for any that is free
 * @param defaultFetchTimeout how long an answer waits for something new if the client does not say
 */
public record MonitoringAssignmentServer(
    @Setting(env = "KUMA_MONITORING_ASSIGNMENT_SERVER_ENABLED", value = "true") boolean enabled,
    @Setting(env = "KUMA_MONITORING_ASSIGNMENT_SERVER_PORT", value = "5676", max = 65535) int port,
    @Setting(env = "KUMA_MONITORING_ASSIGNMENT_SERVER_DEFAULT_FETCH_TIMEOUT", value = "30s")
        Duration defaultFetchTimeout,
    @Setting(env = "KUMA_MONITORING_ASSIGNMENT_SERVER_TLS_CERT_FILE") String tlsCertFile,
    @Setting(env = "KUMA_MONITORING_ASSIGNMENT_SERVER_TLS_KEY_FILE") String tlsKeyFile) {

  void check() {
    tls().check("KUMA_MONITORING_ASSIGNMENT_SERVER_TLS");
  }

  /** The server, not yet started; empty if nobody wants it. */
  Optional<MonitoringServer> server(Assignments assignments, Executor workers) {
    if (!enabled) {
      return Optional.empty();
    }
    Optional<TlsFiles> files = tls().or(new TlsFiles.Pair("", ""));
    return Optional.of(
        new MonitoringServer(
            port,
            files.map(pair -> new MonitoringServer.Tls(pair.certificate(), pair.key())),
            assignments,
            defaultFetchTimeout,
            workers));
  }

  private TlsFiles.Pair tls() {
    return new TlsFiles.Pair(tlsCertFile, tlsKeyFile);
  }
}
