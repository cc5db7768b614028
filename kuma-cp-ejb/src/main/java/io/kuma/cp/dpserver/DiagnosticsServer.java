package io.kuma.cp.dpserver;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.kuma.core.ca.Pem;
import io.kuma.core.ca.ServerCertificate;
import io.kuma.cp.logging.LogLevels;
import io.kuma.cp.logging.LoggingService;
import io.kuma.cp.metric.ControlPlaneMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Tells load balancers and process supervisors how it goes (contract 1.3): {@code /healthy} answers
 * 200 while the process runs, {@code /ready} answers 200 while it can serve and 503 otherwise.
 * {@code /metrics} is for Prometheus; {@code /logging} shows and changes log levels; {@code
 * /debug}, if it is wanted, shows what the JVM does.
 */
public final class DiagnosticsServer {
  private final Server server;

  /**
   * How it is reached, and what it shows.
   *
   * @param port 0 for any that is free
   * @param tls plain HTTP if empty
   * @param debug whether reports of the JVM are among it
   */
  public record Exposure(int port, Optional<Tls> tls, boolean debug) {}

  /** What it proves itself with, and how. */
  public record Tls(ServerCertificate certificate, TlsLimits limits) {}

  /** Makes a server that does not listen yet. */
  public DiagnosticsServer(
      Exposure exposure, BooleanSupplier ready, ControlPlaneMetrics metrics, LogLevels levels) {
    LoggingService logging = new LoggingService(levels);
    ServerBuilder builder =
        Servers.builder(1)
            .port(
                exposure.port(),
                exposure.tls().isPresent() ? SessionProtocol.HTTPS : SessionProtocol.HTTP)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(1))
            .service("/healthy", (context, request) -> HttpResponse.of(HttpStatus.OK))
            .service(
                "/ready",
                (context, request) ->
                    HttpResponse.of(
                        ready.getAsBoolean() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE))
            .service(
                "/metrics",
                (context, request) ->
                    switch (request.method()) {
                      case GET, HEAD -> metrics(context, metrics);
                      default -> notAllowed("GET, HEAD");
                    })
            .service("/logging", logging)
            .service("/logging/{component}", logging);
    if (exposure.debug()) {
      builder
          .service("/debug/threads", DebugService.threads())
          .service("/debug/histogram", DebugService.histogram());
    }
    exposure
        .tls()
        .ifPresent(
            tls -> {
              builder.tls(
                  TlsKeyPair.of(
                      Pem.privateKey(tls.certificate().privateKey()),
                      Pem.certificates(tls.certificate().certificate())));
              tls.limits().limit(builder);
            });
    server = builder.build();
  }

  private static HttpResponse metrics(ServiceRequestContext context, ControlPlaneMetrics metrics) {
    // Afterwards: a client that asks for HTTP/2 in the same breath would find a long answer in the
    // middle of the change.
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
            () ->
                HttpResponse.of(
                    HttpStatus.OK,
                    MediaType.parse(metrics.contentType()),
                    HttpData.wrap(metrics.text())),
            context.eventLoop()));
  }

  static HttpResponse notAllowed(String allowed) {
    return HttpResponse.of(
        ResponseHeaders.of(HttpStatus.METHOD_NOT_ALLOWED, HttpHeaderNames.ALLOW, allowed),
        HttpData.empty());
  }

  /**
   * Starts to listen.
   *
   * @throws IllegalStateException if it cannot, such as when the port is in use
   */
  public void start() {
    Servers.start(server, "the diagnostics server");
  }

  /** The port that it listens on. */
  public int port() {
    return server.activeLocalPort();
  }

  /** Ends all calls and stops to listen; done when the future is. */
  public CompletableFuture<Void> stop() {
    return Servers.stop(server);
  }
}
