package io.kuma.xds.health;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.health.v3.HealthCheckRequestOrEndpointHealthResponse;
import io.envoyproxy.envoy.service.health.v3.HealthCheckSpecifier;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.kuma.xds.ads.SerialExecutor;
import io.kuma.xds.ads.StreamRefused;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One proxy's stream of reports: told what to probe once, and again when that changes. */
final class HealthStream implements StreamObserver<HealthCheckRequestOrEndpointHealthResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(HealthStream.class);

  private final ServerCallStreamObserver<HealthCheckSpecifier> call;
  private final HealthConnections connections;
  private final ProbeSettings settings;
  private final String credential;
  private final SerialExecutor queue;

  // Used in the queue only.
  private @Nullable ProxyHealth proxy;
  private @Nullable HealthCheckSpecifier sent;
  private boolean ended;

  HealthStream(
      ServerCallStreamObserver<HealthCheckSpecifier> call,
      HealthConnections connections,
      ProbeSettings settings,
      Executor threads,
      String credential) {
    this.call = call;
    this.connections = connections;
    this.settings = settings;
    this.credential = credential;
    this.queue = new SerialExecutor(threads);
  }

  /** Wires the stream to its call; to be called where the call begins. */
  void start() {
    call.disableAutoRequest();
    call.setOnReadyHandler(() -> enqueue(this::send));
    call.setOnCancelHandler(() -> enqueue(this::close));
    call.request(1);
  }

  @Override
  public void onNext(HealthCheckRequestOrEndpointHealthResponse message) {
    enqueue(
        () -> {
          if (!ended) {
            receive(message);
            call.request(1);
          }
        });
  }

  @Override
  public void onError(Throwable thrown) {
    enqueue(this::close);
  }

  @Override
  public void onCompleted() {
    enqueue(
        () -> {
          if (!ended) {
            call.onCompleted();
            close();
          }
        });
  }

  private void receive(HealthCheckRequestOrEndpointHealthResponse message) {
    try {
      switch (message.getRequestTypeCase()) {
        case HEALTH_CHECK_REQUEST -> open(message.getHealthCheckRequest().getNode());
        case ENDPOINT_HEALTH_RESPONSE -> {
          if (proxy != null) {
            proxy.reported(HealthReport.of(message.getEndpointHealthResponse()));
          }
        }
        case REQUESTTYPE_NOT_SET -> LOG.debug("An empty message about health");
      }
    } catch (StreamRefused e) {
      fail(Status.UNKNOWN.withDescription(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("A message about health could not be handled", e);
      fail(Status.INTERNAL.withDescription("the control plane could not handle the message"));
    }
  }

  private void open(Node node) throws StreamRefused {
    if (proxy == null) {
      proxy = connections.open(() -> enqueue(this::send), node, credential);
    }
    send();
  }

  private void send() {
    ProxyHealth open = proxy;
    if (!ended && open != null && call.isReady()) {
      open.dataplane()
          .map(dataplane -> Probes.of(dataplane, open.node(), settings))
          .filter(probes -> !probes.equals(sent))
          .ifPresent(
              probes -> {
                call.onNext(probes);
                sent = probes;
              });
    }
  }

  private void fail(Status status) {
    if (!ended) {
      call.onError(status.asRuntimeException());
      close();
    }
  }

  private void close() {
    ended = true;
    ProxyHealth open = proxy;
    proxy = null;
    if (open != null) {
      open.closed();
    }
  }

  private void enqueue(Runnable task) {
    try {
      queue.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("A stream outlived its threads", e);
    }
  }
}
