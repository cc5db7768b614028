package io.kuma.cp.dpserver;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.kuma.cp.logging.LogLevels;
import io.kuma.cp.logging.LoggingService;
import io.kuma.cp.metric.ControlPlaneMetrics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Tells load balancers and process supervisors how it goes (contract 1.3): {@code /healthy} answers
 * 200 while the process runs, {@code /ready} answers 200 while it can serve and 503 otherwise.
 * {@code /metrics} is for Prometheus; {@code /logging} shows and changes log levels.
 */
public final class DiagnosticsServer {
  private final Server server;

  /**
   * Makes a server that does not listen yet.
   *
   * @param port 0 for any that is free
   */
  public DiagnosticsServer(
      int port, BooleanSupplier ready, ControlPlaneMetrics metrics, LogLevels levels) {
    LoggingService logging = new LoggingService(levels);
    server =
        Servers.builder(1)
            .port(port, SessionProtocol.HTTP)
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
                      default -> notAllowed();
                    })
            .service("/logging", logging)
            .service("/logging/{component}", logging)
            .build();
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

  private static HttpResponse notAllowed() {
    return HttpResponse.of(
        ResponseHeaders.of(HttpStatus.METHOD_NOT_ALLOWED, HttpHeaderNames.ALLOW, "GET, HEAD"),
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
