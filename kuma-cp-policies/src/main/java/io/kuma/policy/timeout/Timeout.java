package io.kuma.policy.timeout;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Timeouts by tags, as on the wire (contract section 3.2). */
@Doc("How long clients wait for a service.")
@Kind(shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE, inspectable = true)
public record Timeout(
    @Doc("Who opens the connections.") List<Selector> sources,
    @Doc("The services they lead to.") List<Selector> destinations,
    @Doc("The timeouts.") @Nullable Conf conf)
    implements LegacyPolicy.OfOutbounds {

  public Timeout {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  /** The timeouts. */
  public record Conf(
      @Doc("For a connection to be made.") @Nullable Duration connectTimeout,
      @Doc("Of connections of TCP.") @Nullable Tcp tcp,
      @Doc("Of requests, whatever the protocol.") @Nullable Http http,
      @Doc("Of calls; superseded by those of http.") @Nullable Grpc grpc) {}

  /** Timeouts of connections of TCP. */
  public record Tcp(
      @Doc("Without a byte, after which a connection is closed.") @Nullable Duration idleTimeout) {}

  /** Timeouts of requests. */
  public record Http(
      @Doc("For the whole answer.") @Nullable Duration requestTimeout,
      @Doc("Without a request, after which a connection is closed.") @Nullable Duration idleTimeout,
      @Doc("Without anything of a request or its answer; none if it is 0.")
          @Nullable Duration streamIdleTimeout,
      @Doc("For a request and its answer in all; none if it is 0.")
          @Nullable Duration maxStreamDuration) {}

  /** Timeouts of calls. */
  public record Grpc(
      @Doc("Without anything of a call.") @Nullable Duration streamIdleTimeout,
      @Doc("For a call in all.") @Nullable Duration maxStreamDuration) {}
}
