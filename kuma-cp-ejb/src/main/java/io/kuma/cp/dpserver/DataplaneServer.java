package io.kuma.cp.dpserver;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.ServerInterceptors;
import io.kuma.core.ca.Pem;
import io.kuma.core.ca.ServerCertificate;
import io.kuma.xds.ads.AdsService;
import io.kuma.xds.ads.Credentials;
import io.kuma.xds.bootstrap.BootstrapEndpoint;
import io.kuma.xds.bootstrap.HttpAnswer;
import io.kuma.xds.health.HealthService;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What proxies connect to (contract 1.2): the xDS streams and {@code POST /bootstrap}, both on one
 * TLS port.
 *
 * <p>Streams live as long as the proxy does, so nothing here times out but the handshake and the
 * pings.
 */
public final class DataplaneServer {
  private static final Duration PING = Duration.ofSeconds(15);
  private static final int MAX_MESSAGE_BYTES = 16 << 20;
  private static final Duration BOOTSTRAP_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_BOOTSTRAP_BYTES = 1 << 20;

  /** For connections without a call; an open stream counts as a call, however quiet it is. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private static final long MAX_STREAMS = 1_000_000;

  /** They do no more than read and write, and hand on what takes time. */
  private static final int WORKERS = 2 * Runtime.getRuntime().availableProcessors();

  private final Server server;

  /**
   * Makes a server that does not listen yet.
   *
   * @param port 0 for any that is free
   * @param threads may be kept waiting by the store
   * @param grace how long open calls may take when it stops
   */
  public DataplaneServer(
      int port,
      ServerCertificate certificate,
      AdsService ads,
      HealthService health,
      BootstrapEndpoint bootstrap,
      Executor threads,
      Duration grace) {
    this(port, certificate, ads, health, bootstrap, threads, grace, IDLE);
  }

  DataplaneServer(
      int port,
      ServerCertificate certificate,
      AdsService ads,
      HealthService health,
      BootstrapEndpoint bootstrap,
      Executor threads,
      Duration grace,
      Duration idle) {
    GrpcService grpc =
        GrpcService.builder()
            .addService(ServerInterceptors.intercept(ads, new Credentials()))
            .addService(ServerInterceptors.intercept(health, new Credentials()))
            // No JSON: nobody speaks it here, and making its marshallers takes half a second of
            // each start.
            .supportedSerializationFormats(GrpcSerializationFormats.PROTO)
            .maxRequestMessageLength(MAX_MESSAGE_BYTES)
            .build();
    server =
        Servers.builder(WORKERS)
            .port(port, SessionProtocol.HTTPS)
            .tls(
                TlsKeyPair.of(
                    Pem.privateKey(certificate.privateKey()),
                    Pem.certificates(certificate.certificate())))
            .requestTimeout(Duration.ZERO)
            .idleTimeout(idle)
            .pingInterval(PING)
            .maxRequestLength(0)
            .http2MaxStreamsPerConnection(MAX_STREAMS)
            .gracefulShutdownTimeout(Duration.ZERO, grace)
            .service(
                "/bootstrap",
                (context, request) -> {
                  context.setMaxRequestLength(MAX_BOOTSTRAP_BYTES);
                  context.setRequestTimeout(BOOTSTRAP_TIMEOUT);
                  return HttpResponse.of(
                      request
                          .aggregate()
                          .thenApplyAsync(whole -> answer(bootstrap, whole), threads));
                })
            .service(grpc)
            .serviceUnder("/", (context, request) -> HttpResponse.of(404))
            .build();
  }

  private static HttpResponse answer(BootstrapEndpoint bootstrap, AggregatedHttpRequest request) {
    if (request.method() != HttpMethod.POST) {
      return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
    }
    HttpAnswer answer =
        bootstrap.answer(
            request.contentUtf8(),
            String.valueOf(request.authority()),
            request.headers().get(HttpHeaderNames.ACCEPT, ""));
    ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.valueOf(answer.status()));
    if (!answer.contentType().isEmpty()) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    }
    return HttpResponse.of(headers.build(), HttpData.ofUtf8(answer.body()));
  }

  /**
   * Starts to listen.
   *
   * @throws IllegalStateException if it cannot, such as when the port is in use
   */
  public void start() {
    Servers.start(server, "the data plane server");
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
