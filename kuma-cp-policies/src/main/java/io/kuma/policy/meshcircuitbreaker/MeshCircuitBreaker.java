package io.kuma.policy.meshcircuitbreaker;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.IntOrString;
import io.kuma.model.Kind;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Limits and outlier detection, as on the wire (contract section 3.4). */
@Doc("When a proxy sends no more: to a destination that has enough, to an instance that fails.")
@Kind(
    fromAsRules = true,
    shortName = "mcb",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshCircuitBreaker(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("Outbound settings, by destination.") @Nullable List<To> to,
    @Doc("Inbound settings, by client; rules have replaced it.") @Nullable List<From> from,
    @Doc("Inbound settings.") @Nullable List<Rule> rules)
    implements Policy {

  public MeshCircuitBreaker {
    to = to == null ? null : List.copyOf(to);
    from = from == null ? null : List.copyOf(from);
    rules = rules == null ? null : List.copyOf(rules);
  }

  /** Settings of one destination. */
  public record To(
      @Doc("The destination.") TargetRef targetRef,
      @Doc("Its settings.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.To<Conf> {}

  /** Settings for a group of clients, which can only be all of them. */
  public record From(
      @Doc("The clients.") TargetRef targetRef,
      @Doc("The settings.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.From<Conf> {}

  /** Settings for everything that comes in. */
  public record Rule(@Doc("The settings.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.Rule<Conf> {}

  /** When a proxy sends no more. */
  public record Conf(
      @Doc("The most that is sent at a time.") @Nullable ConnectionLimits connectionLimits,
      @Doc("Which instances are left alone for a while, because calls to them fail.")
          @Nullable OutlierDetection outlierDetection) {}

  /** The most that is sent at a time. What is absent is left to Envoy. */
  public record ConnectionLimits(
      @Doc("Pools of connections.") @Nullable Integer maxConnectionPools,
      @Doc("Connections.") @Nullable Integer maxConnections,
      @Doc("Requests that wait for a connection.") @Nullable Integer maxPendingRequests,
      @Doc("Retries under way.") @Nullable Integer maxRetries,
      @Doc("Requests under way, in HTTP/2.") @Nullable Integer maxRequests) {}

  /** Which instances are left alone for a while. */
  public record OutlierDetection(
      @Doc("To leave none alone.") @Nullable Boolean disabled,
      @Doc("Between two looks at what was counted.") @Nullable Duration interval,
      @Doc(
              "How long an instance is left alone the first time; twice as long the second, and so on.")
          @Nullable Duration baseEjectionTime,
      @Doc("The most instances that are left alone at a time, in percent; at least one may be.")
          @Nullable Integer maxEjectionPercent,
      @Doc("To tell failures of the network from failures that the instance answers with.")
          @Nullable Boolean splitExternalAndLocalErrors,
      @Doc("What is counted.") @Nullable Detectors detectors,
      @Doc(
              "The share of well instances, in percent, below which all of them are used, well or"
                  + " not.")
          @Nullable IntOrString healthyPanicThreshold) {}

  /** What is counted. What is absent is not counted. */
  public record Detectors(
      @Doc("Failures of any kind in a row.") @Nullable Consecutive totalFailures,
      @Doc("Failures in a row to get through to the service (502, 503, 504).")
          @Nullable Consecutive gatewayFailures,
      @Doc("Failures of the network in a row; needs splitExternalAndLocalErrors.")
          @Nullable Consecutive localOriginFailures,
      @Doc("Successes that are rare compared with those of other instances.")
          @Nullable SuccessRate successRate,
      @Doc("A share of failures.") @Nullable FailurePercentage failurePercentage) {}

  /** Failures in a row. */
  public record Consecutive(
      @Doc("How many are too many; 5 if absent.") @Nullable Integer consecutive) {}

  /** A rate of success that is low compared with that of other instances. */
  public record SuccessRate(
      @Doc("Instances that must have a rate, for rates to be compared.")
          @Nullable Integer minimumHosts,
      @Doc("Requests within an interval that make a rate.") @Nullable Integer requestVolume,
      @Doc("How many standard deviations below the mean are too many.")
          @Nullable IntOrString standardDeviationFactor) {}

  /** A share of failures. */
  public record FailurePercentage(
      @Doc("Instances that must have a share, for it to count.") @Nullable Integer minimumHosts,
      @Doc("Requests within an interval that make a share.") @Nullable Integer requestVolume,
      @Doc("The share that is too much, in percent.") @Nullable Integer threshold) {}
}
