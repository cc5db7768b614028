package io.kuma.policy.retry;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Doc;
import io.kuma.model.HttpMethod;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Retries by tags, as on the wire (contract section 3.2). */
@Doc("How often clients try again what failed.")
@Kind(shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE, inspectable = true)
public record Retry(
    @Doc("Who opens the connections.") List<Selector> sources,
    @Doc("The services they lead to.") List<Selector> destinations,
    @Doc("What is tried again, by protocol.") @Nullable Conf conf)
    implements LegacyPolicy.OfServices {

  public Retry {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  /** What is tried again, by the protocol of the service. */
  public record Conf(
      @Doc("Requests.") @Nullable Http http,
      @Doc("Connections.") @Nullable Tcp tcp,
      @Doc("Calls.") @Nullable Grpc grpc) {}

  /** The time between tries. */
  public record BackOff(
      @Doc("The shortest time; it doubles with each try.") @Nullable Duration baseInterval,
      @Doc("The longest time; ten times the shortest if it is not said.")
          @Nullable Duration maxInterval) {}

  /** When requests are tried again. */
  public record Http(
      @Doc("How often.") @Limits(minimum = 0) @Nullable Integer numRetries,
      @Doc("How long each try may take.") @Nullable Duration perTryTimeout,
      @Doc("The time between tries.") @Nullable BackOff backOff,
      @Doc("Statuses that are failures.") List<@Limits(minimum = 0) Integer> retriableStatusCodes,
      @Doc("Methods that are tried again; all if there are none.")
          List<HttpMethod> retriableMethods,
      @Doc("What is a failure.") List<HttpRetryOn> retryOn) {
    public Http {
      retriableStatusCodes = List.copyOf(retriableStatusCodes);
      retriableMethods = List.copyOf(retriableMethods);
      retryOn = List.copyOf(retryOn);
    }
  }

  /** When connections are tried again. */
  public record Tcp(@Doc("How many times in all.") @Limits(minimum = 0) int maxConnectAttempts) {}

  /** When calls are tried again. */
  public record Grpc(
      @Doc("What is a failure.") List<GrpcRetryOn> retryOn,
      @Doc("How often.") @Limits(minimum = 0) @Nullable Integer numRetries,
      @Doc("How long each try may take.") @Nullable Duration perTryTimeout,
      @Doc("The time between tries.") @Nullable BackOff backOff) {
    public Grpc {
      retryOn = List.copyOf(retryOn);
    }
  }

  /** Failures of requests, as Envoy names them. */
  public enum HttpRetryOn {
    @JsonProperty("all_5xx")
    ALL_5XX,
    @JsonProperty("gateway_error")
    GATEWAY_ERROR,
    @JsonProperty("reset")
    RESET,
    @JsonProperty("connect_failure")
    CONNECT_FAILURE,
    @JsonProperty("envoy_ratelimited")
    ENVOY_RATELIMITED,
    @JsonProperty("retriable_4xx")
    RETRIABLE_4XX,
    @JsonProperty("refused_stream")
    REFUSED_STREAM,
    @JsonProperty("retriable_status_codes")
    RETRIABLE_STATUS_CODES,
    @JsonProperty("retriable_headers")
    RETRIABLE_HEADERS,
    @JsonProperty("http3_post_connect_failure")
    HTTP3_POST_CONNECT_FAILURE
  }

  /** Failures of calls, as Envoy names them. */
  public enum GrpcRetryOn {
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("deadline_exceeded")
    DEADLINE_EXCEEDED,
    @JsonProperty("internal")
    INTERNAL,
    @JsonProperty("resource_exhausted")
    RESOURCE_EXHAUSTED,
    @JsonProperty("unavailable")
    UNAVAILABLE
  }
}
