package io.kuma.policy.circuitbreaker;

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

/** Circuit breaking by tags, as on the wire (contract section 3.2). */
@Doc("Leaves instances alone that fail, and limits how much a service is asked at once.")
@Kind(path = "circuit-breakers", shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE, inspectable = true)
public record CircuitBreaker(
    @Doc("Who opens the connections.") List<Selector> sources,
    @Doc("The services they lead to.") List<Selector> destinations,
    @Doc("When instances are left alone, and the limits.") @Nullable Conf conf)
    implements LegacyPolicy.OfServices {

  public CircuitBreaker {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  /** When instances are left alone, and the limits. */
  public record Conf(
      @Doc("How often instances are looked at.") @Nullable Duration interval,
      @Doc("How long an instance is left alone; longer each time it happens again.")
          @Nullable Duration baseEjectionTime,
      @Doc("The largest part of the instances that is left alone, in percent.") @Limits(minimum = 0)
          @Nullable Integer maxEjectionPercent,
      @Doc("Whether failures of the connection are told from failures of the instance.")
          boolean splitExternalAndLocalErrors,
      @Doc("What counts as failing.") @Nullable Detectors detectors,
      @Doc("How much a service is asked at once.") @Nullable Thresholds thresholds) {}

  /** What counts as failing; any of them suffices. */
  public record Detectors(
      @Doc("Errors of any kind in a row.") @Nullable Errors totalErrors,
      @Doc("Answers 502, 503 and 504 in a row.") @Nullable Errors gatewayErrors,
      @Doc("Errors of the connection in a row.") @Nullable Errors localErrors,
      @Doc("A rate of success that is far below that of the others.")
          @Nullable StandardDeviation standardDeviation,
      @Doc("A rate of failures.") @Nullable Failure failure) {
    /** Whether nothing counts as failing. */
    boolean isEmpty() {
      return totalErrors == null
          && gatewayErrors == null
          && localErrors == null
          && standardDeviation == null
          && failure == null;
    }
  }

  /** Errors in a row. */
  public record Errors(
      @Doc("How many; 5 if it is not said.") @Limits(minimum = 0) @Nullable Integer consecutive) {}

  /** A rate of success that is far below that of the others. */
  public record StandardDeviation(
      @Doc("Instances with fewer requests are not looked at.") @Limits(minimum = 0)
          @Nullable Integer requestVolume,
      @Doc("How many instances with enough requests it takes.") @Limits(minimum = 0)
          @Nullable Integer minimumHosts,
      @Doc("How many standard deviations are too far.") @Nullable Double factor) {}

  /** A rate of failures. */
  public record Failure(
      @Doc("Instances with fewer requests are not looked at.") @Limits(minimum = 0)
          @Nullable Integer requestVolume,
      @Doc("How many instances with enough requests it takes.") @Limits(minimum = 0)
          @Nullable Integer minimumHosts,
      @Doc("The rate that is too much, in percent.") @Limits(minimum = 0)
          @Nullable Integer threshold) {}

  /** How much a service is asked at once. */
  public record Thresholds(
      @Doc("Connections.") @Limits(minimum = 0) @Nullable Integer maxConnections,
      @Doc("Requests that wait for a connection.") @Limits(minimum = 0)
          @Nullable Integer maxPendingRequests,
      @Doc("Requests that are tried again.") @Limits(minimum = 0) @Nullable Integer maxRetries,
      @Doc("Requests.") @Limits(minimum = 0) @Nullable Integer maxRequests) {
    /** Whether nothing is limited. */
    boolean isEmpty() {
      return maxConnections == null
          && maxPendingRequests == null
          && maxRetries == null
          && maxRequests == null;
    }
  }
}
