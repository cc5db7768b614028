package io.kuma.policy.ratelimit;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rate limits by tags, as on the wire (contract section 3.2). */
@Doc("How many requests inbounds take from clients in a time.")
@Kind(path = "rate-limits", shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE, inspectable = true)
public record RateLimit(
    @Doc("Who opens the connections.") List<Selector> sources,
    @Doc("The inbounds they lead to.") List<Selector> destinations,
    @Doc("The limits.") @Nullable Conf conf)
    implements LegacyPolicy.OfClients {

  public RateLimit {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  /** The limits. */
  public record Conf(@Doc("Of requests.") @Nullable Http http) {}

  /** A limit of requests. */
  public record Http(
      @Doc("How many in the interval.") @Limits(minimum = 0) int requests,
      @Doc("The interval.") @Nullable Duration interval,
      @Doc("What is answered to those that are too many.") @Nullable OnRateLimit onRateLimit) {}

  /** An answer to a request that is too much. */
  public record OnRateLimit(
      @Doc("Its status; 429 if it is not said.") @Limits(minimum = 0) @Nullable Integer status,
      @Doc("Headers of it.") List<HeaderValue> headers) {
    public OnRateLimit {
      headers = List.copyOf(headers);
    }
  }

  /** A header. */
  public record HeaderValue(
      @Doc("Its name.") String key,
      @Doc("Its value.") String value,
      @Doc("Whether it is added to one that is there.") @Nullable Boolean append) {}
}
