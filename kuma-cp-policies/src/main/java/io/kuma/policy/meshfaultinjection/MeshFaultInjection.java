package io.kuma.policy.meshfaultinjection;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.IntOrString;
import io.kuma.model.Kind;
import io.kuma.model.Match;
import io.kuma.model.MeshWidePolicy;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Faults, as on the wire (contract section 3.4). */
@Doc("Faults on purpose, to see how clients of a service take them.")
@Kind(
    shortName = "mfi",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshFaultInjection(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("Faults of gateways.") @Nullable List<To> to,
    @Doc("Faults of inbounds, by tags of the client.") @Nullable List<From> from,
    @Doc("Faults of inbounds, by what is matched of the traffic.") @Nullable List<Rule> rules)
    implements MeshWidePolicy {

  public MeshFaultInjection {
    to = to == null ? null : List.copyOf(to);
    from = from == null ? null : List.copyOf(from);
    rules = rules == null ? null : List.copyOf(rules);
  }

  /** Faults on the way to a destination, which can only be all of them. */
  public record To(
      @Doc("The destination.") TargetRef targetRef,
      @Doc("Its faults.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.To<Conf> {}

  /** Faults that a group of clients sees. */
  public record From(
      @Doc("The clients.") TargetRef targetRef,
      @Doc("The faults they see.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.From<Conf> {}

  /** Faults of what is matched. */
  public record Rule(
      @Doc("The traffic it applies to; all of it if absent.") @Nullable List<Match> matches,
      @Doc("Its faults.") @JsonProperty("default") RuleConf conf)
      implements Policy.Rule<RuleConf> {
    public Rule {
      matches = matches == null ? null : List.copyOf(matches);
    }
  }

  /** Faults that happen beside each other, each with a probability of its own. */
  public record Conf(@Doc("Faults of HTTP requests.") @Nullable List<Fault> http) {
    public Conf {
      http = http == null ? null : List.copyOf(http);
    }
  }

  /**
   * The same for a rule. A type of its own, because rules are not merged: each injects its faults,
   * whatever others do.
   */
  public record RuleConf(@Doc("Faults of HTTP requests.") @Nullable List<Fault> http) {
    public RuleConf {
      http = http == null ? null : List.copyOf(http);
    }
  }

  /** What happens to a request. */
  public record Fault(
      @Doc("An error instead of the service's answer.") @Nullable Abort abort,
      @Doc("A pause before the request goes on.") @Nullable Delay delay,
      @Doc("A limit on how fast the answer comes.")
          @Nullable ResponseBandwidth responseBandwidth) {}

  /** An error instead of an answer. */
  public record Abort(
      @Doc("The status of the error.") int httpStatus,
      @Doc("How many of a hundred requests fail; a whole number, or a decimal in quotes.")
          IntOrString percentage) {}

  /** A pause. */
  public record Delay(
      @Doc("How long it takes.") Duration value,
      @Doc("How many of a hundred requests are delayed; a whole number, or a decimal in quotes.")
          IntOrString percentage) {}

  /** A limit on how fast an answer comes. */
  public record ResponseBandwidth(
      @Doc("The limit: a whole number and kbps, Mbps or Gbps, such as 10kbps.") String limit,
      @Doc("How many of a hundred answers are slowed; a whole number, or a decimal in quotes.")
          IntOrString percentage) {}
}
