package io.kuma.policy.meshratelimit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Match;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.schema.Limits;
import io.kuma.resource.meshhttproute.HeaderModifier.HeaderValue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rate limits, as on the wire (contract section 3.4). */
@Doc("How many requests and connections a proxy takes in a period.")
@Kind(
    fromAsRules = true,
    shortName = "mrl",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshRateLimit(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("Limits of gateways.") @Nullable List<To> to,
    @Doc("Limits of inbounds, by client; rules have replaced it.") @Nullable List<From> from,
    @Doc("Limits of inbounds, by what is matched of the traffic.") @Nullable List<Rule> rules)
    implements Policy {

  public MeshRateLimit {
    to = to == null ? null : List.copyOf(to);
    from = from == null ? null : List.copyOf(from);
    rules = rules == null ? null : List.copyOf(rules);
  }

  /** Limits on the way to a destination, which can only be all of them. */
  public record To(
      @Doc("The destination.") TargetRef targetRef,
      @Doc("Its limits.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.To<Conf> {}

  /** Limits for a group of clients, which can only be all of them. */
  public record From(
      @Doc("The clients.") TargetRef targetRef,
      @Doc("Their limits.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.From<Conf> {}

  /** Limits of what is matched. */
  public record Rule(
      @Doc("The traffic it applies to; all of it if absent.") @Nullable List<Match> matches,
      @Doc("Its limits.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.Rule<Conf> {
    public Rule {
      matches = matches == null ? null : List.copyOf(matches);
    }
  }

  /** Limits. */
  public record Conf(@Doc("Limits that each proxy counts for itself.") @Nullable Local local) {}

  /** Limits that each proxy counts for itself. */
  public record Local(
      @Doc("Limits of HTTP requests.") @Nullable Http http,
      @Doc("Limits of TCP connections.") @Nullable Tcp tcp) {}

  /** A limit of HTTP requests. */
  public record Http(
      @Doc("How many requests are taken.") @Nullable Rate requestRate,
      @Doc("How the others are refused.") @Nullable OnRateLimit onRateLimit,
      @Doc("Takes any number of requests, whatever weaker policies say.")
          @Nullable Boolean disabled) {}

  /** A limit of TCP connections. */
  public record Tcp(
      @Doc("How many connections are taken.") @Nullable Rate connectionRate,
      @Doc("Takes any number of connections, whatever weaker policies say.")
          @Nullable Boolean disabled) {}

  /** So many in a period. */
  public record Rate(
      @Doc("How many.") int num, @Doc("The period; longer than 50 ms.") Duration interval) {}

  /** How requests beyond the limit are answered. */
  public record OnRateLimit(
      @Doc("The status; 429 if absent.") @Nullable Integer status,
      @Doc("Headers of the answer.") @Nullable Headers headers) {}

  /** Headers of an answer. */
  public record Headers(
      @Doc("Headers that are set, whatever they were.") @Limits(maxItems = 16, listKeys = "name")
          @Nullable List<HeaderValue> set,
      @Doc("Headers that are added to those that are there.")
          @Limits(maxItems = 16, listKeys = "name")
          @Nullable List<HeaderValue> add) {
    public Headers {
      set = set == null ? null : List.copyOf(set);
      add = add == null ? null : List.copyOf(add);
    }
  }
}
