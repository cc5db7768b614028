package io.kuma.cp.mads;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.SnapshotDelta;
import io.kuma.core.snapshot.SnapshotListener;
import io.kuma.cp.dpserver.Servers;
import io.kuma.model.json.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Prometheus asks ({@code kuma_sd_configs}, contract 1.4). A client that holds the newest
 * version waits until there is another or its time is over, and costs no thread meanwhile.
 */
public final class MonitoringServer implements SnapshotListener {
  private static final String PATH = "/v3/discovery:monitoringassignments";
  private static final int MAX_BODY_BYTES = 1 << 20;

  private final Server server;
  private final Assignments assignments;
  private final Duration defaultTimeout;
  private final Executor workers;
  private final Set<Fetch> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  /** PEM files. */
  public record Tls(Path certificate, Path key) {}

  private static final class Fetch extends CompletableFuture<HttpResponse> {
    private final DiscoveryRequest request;

    Fetch(DiscoveryRequest request) {
      this.request = request;
    }
  }

  /**
   * Makes a server that does not listen yet.
   *
   * @param port 0 for any that is free
   * @param tls plain HTTP if empty
   * @param workers compute answers
   */
  public MonitoringServer(
      int port,
      Optional<Tls> tls,
      Assignments assignments,
      Duration defaultTimeout,
      Executor workers) {
    this.assignments = assignments;
    this.defaultTimeout = defaultTimeout;
    this.workers = workers;
    ServerBuilder builder =
        Servers.builder(1)
            .port(port, tls.isPresent() ? SessionProtocol.HTTPS : SessionProtocol.HTTP)
            .requestTimeout(Duration.ZERO)
            .maxRequestLength(MAX_BODY_BYTES)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(1))
            .service("exact:" + PATH, this::serve);
    tls.ifPresent(
        files -> builder.tls(TlsKeyPair.of(files.key().toFile(), files.certificate().toFile())));
    server = builder.build();
  }

  private HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(
        request.aggregate().thenComposeAsync(whole -> answer(context, whole), workers));
  }

  private CompletableFuture<HttpResponse> answer(
      ServiceRequestContext context, AggregatedHttpRequest request) {
    if (request.method() != HttpMethod.POST) {
      return done(HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED));
    }
    Duration timeout;
    try {
      String text = context.queryParams().get("fetch-timeout", "");
      timeout = text.isEmpty() ? defaultTimeout : GoDuration.parse(text);
    } catch (IllegalArgumentException e) {
      return done(bad("fetch-timeout: " + e.getMessage()));
    }
    DiscoveryRequest.Builder wanted = DiscoveryRequest.newBuilder();
    try {
      JsonFormat.parser().merge(request.contentUtf8(), wanted);
    } catch (InvalidProtocolBufferException e) {
      return done(bad("body: " + e.getMessage()));
    }
    if (!assignments.areReady()) {
      return done(HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE));
    }
    return fetch(context, new Fetch(wanted.build()), timeout);
  }

  private CompletableFuture<HttpResponse> fetch(
      ServiceRequestContext context, Fetch fetch, Duration timeout) {
    // First known, then looked at: no change is missed between the two.
    waiting.add(fetch);
    var unused = fetch.whenComplete((response, failure) -> waiting.remove(fetch));
    look(fetch);
    if (timeout.isZero() || timeout.isNegative()) {
      fetch.complete(HttpResponse.of(HttpStatus.NOT_MODIFIED));
    } else if (!fetch.isDone()) {
      ScheduledFuture<?> end =
          context
              .eventLoop()
              .schedule(
                  () -> fetch.complete(HttpResponse.of(HttpStatus.NOT_MODIFIED)),
                  timeout.toNanos(),
                  TimeUnit.NANOSECONDS);
      var unusedToo = fetch.whenComplete((response, failure) -> end.cancel(false));
      // Whoever hung up is not waited for.
      var unusedAsWell = context.whenRequestCancelling().thenAccept(fetch::completeExceptionally);
    }
    return fetch;
  }

  private void look(Fetch fetch) {
    try {
      DiscoveryRequest request = fetch.request;
      Assignments.Answer answer =
          assignments.of(request.getNode().getId(), Set.copyOf(request.getResourceNamesList()));
      if (!answer.version().equals(request.getVersionInfo())) {
        fetch.complete(HttpResponse.of(HttpStatus.OK, MediaType.JSON, answer.json()));
      }
    } catch (RuntimeException e) {
      fetch.completeExceptionally(e);
    }
  }

  @Override
  public void onChange(MeshSnapshot before, MeshSnapshot after, SnapshotDelta delta) {
    if (!waiting.isEmpty() && looking.compareAndSet(false, true)) {
      workers.execute(
          () -> {
            looking.set(false);
            waiting.forEach(this::look);
          });
    }
  }

  private static CompletableFuture<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  private static HttpResponse bad(String reason) {
    return HttpResponse.of(HttpStatus.BAD_REQUEST, MediaType.PLAIN_TEXT_UTF_8, reason);
  }

  /**
   * Starts to listen.
   *
   * @throws IllegalStateException if it cannot, such as when the port is in use
   */
  public void start() {
    Servers.start(server, "the server of monitoring assignments");
  }

  /** The port that it listens on. */
  public int port() {
    return server.activeLocalPort();
  }

  /** Ends all calls and stops to listen; done when the future is. */
  public CompletableFuture<Void> stop() {
    waiting.forEach(fetch -> fetch.complete(HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE)));
    return Servers.stop(server);
  }
}
