package io.kuma.xds.ads;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.kuma.xds.cache.ProxySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gRPC stream of one proxy. Everything that happens to it is put in a queue of its own, so that
 * a slow store or a slow proxy holds up nobody else, and gRPC's threads nothing at all.
 */
final class AdsStream<Q, A> implements StreamObserver<Q>, ProxyStream {
  private static final Logger log = LoggerFactory.getLogger(AdsStream.class);

  private final AdsSession<Q, A> session;
  private final ServerCallStreamObserver<A> call;
  private final ProxyConnections connections;
  private final Surroundings surroundings;
  private final String credential;
  private final SerialExecutor queue;
  private final AtomicBoolean awake = new AtomicBoolean();

  // Used in the queue only.
  private @Nullable ProxyConnection connection;
  private @Nullable Node node;
  private @Nullable Future<?> retry;
  private boolean ended;

  AdsStream(
      AdsSession<Q, A> session,
      ServerCallStreamObserver<A> call,
      ProxyConnections connections,
      Surroundings surroundings,
      String credential) {
    this.session = session;
    this.call = call;
    this.connections = connections;
    this.surroundings = surroundings;
    this.credential = credential;
    this.queue = new SerialExecutor(surroundings.threads());
  }

  /** Wires the stream to its call; to be called where the call begins. */
  void start() {
    call.disableAutoRequest();
    call.setOnReadyHandler(this::wake);
    call.setOnCancelHandler(() -> enqueue(this::close));
    call.request(1);
  }

  @Override
  public void onNext(Q request) {
    enqueue(
        () -> {
          if (!ended) {
            receive(request);
            // Only now: a proxy that asks faster than it can be answered has to wait.
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

  @Override
  public void wake() {
    if (awake.compareAndSet(false, true)) {
      enqueue(
          () -> {
            awake.set(false);
            send();
          });
    }
  }

  @Override
  public void end(Status status) {
    enqueue(() -> fail(status));
  }

  private void receive(Q request) {
    try {
      Optional<Node> named = session.node(request);
      if (named.isPresent() && !named.get().equals(node)) {
        meet(named.get());
      }
      ProxyConnection open = connection;
      if (open == null) {
        throw new StreamRefused("the first request of a stream must name its node");
      }
      tell(open, session.receive(request, surroundings.clock().instant()));
      send();
    } catch (StreamRefused e) {
      fail(e.status());
    } catch (RuntimeException e) {
      log.error("A request of {} could not be handled", id(), e);
      fail(Status.INTERNAL.withDescription("the control plane could not handle the request"));
    }
  }

  private void meet(Node named) throws StreamRefused {
    if (connection == null) {
      connection = connections.open(this, named, credential);
    } else {
      connection.nodeChanged(named);
    }
    node = named;
  }

  private static void tell(ProxyConnection connection, Reply reply) {
    if (reply instanceof Reply.Acknowledged ack && ack.type() != null) {
      connection.acknowledged(ack.type());
    } else if (reply instanceof Reply.Rejected nack && nack.type() != null) {
      connection.rejected(nack.type(), nack.reason());
    }
  }

  /** Sends what is due, if the proxy can take it; if not, this is called again when it can. */
  private void send() {
    ProxyConnection open = connection;
    if (ended || open == null || !call.isReady()) {
      return;
    }
    try {
      open.snapshot().ifPresent(snapshot -> send(open, snapshot));
    } catch (RuntimeException e) {
      // The proxy goes on with what it has; the next change is the next chance.
      log.error("What is due to {} could not be sent", id(), e);
    }
  }

  private void send(ProxyConnection open, ProxySnapshot snapshot) {
    Instant now = surroundings.clock().instant();
    session.due(
        snapshot,
        now,
        due -> {
          call.onNext(due.response());
          if (due.type() != null) {
            open.sent(due.type());
          }
        });
    open.settled(snapshot);
    session.nextRetry(now).ifPresent(at -> wakeIn(Duration.between(now, at)));
  }

  private void wakeIn(Duration delay) {
    if (retry != null) {
      retry.cancel(false);
    }
    // A little late rather than early, when nothing would be due.
    retry = surroundings.timer().schedule(this::wake, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
  }

  private void fail(Status status) {
    if (!ended) {
      call.onError(status.asRuntimeException());
      close();
    }
  }

  private void close() {
    ended = true;
    if (retry != null) {
      retry.cancel(false);
      retry = null;
    }
    ProxyConnection open = connection;
    connection = null;
    if (open != null) {
      open.closed();
    }
  }

  private void enqueue(Runnable task) {
    try {
      queue.execute(task);
    } catch (RejectedExecutionException e) {
      // The control plane is shutting down, and its streams with it.
      log.debug("A stream outlived its threads", e);
    }
  }

  private String id() {
    return node == null ? "an unknown node" : node.getId();
  }
}
