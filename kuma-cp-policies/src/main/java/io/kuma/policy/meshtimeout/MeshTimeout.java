package io.kuma.policy.meshtimeout;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Match;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Timeouts, as on the wire (contract section 3.4). */
@Doc("How long a proxy waits before it gives up on a connection, a request or a stream.")
@Kind(
    fromAsRules = true,
    shortName = "mt",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshTimeout(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("Outbound settings, by destination.") @Nullable List<To> to,
    @Doc("Inbound settings, by client; rules have replaced it.") @Nullable List<From> from,
    @Doc("Inbound settings, by what is matched of the traffic.") @Nullable List<Rule> rules)
    implements Policy {

  public MeshTimeout {
    to = to == null ? null : List.copyOf(to);
    from = from == null ? null : List.copyOf(from);
    rules = rules == null ? null : List.copyOf(rules);
  }

  /** Settings of one destination. */
  public record To(
      @Doc("The destination.") TargetRef targetRef,
      @Doc("Its settings.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.To<Conf> {}

  /** Settings of a group of clients. */
  public record From(
      @Doc("The clients.") TargetRef targetRef,
      @Doc("Their settings.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.From<Conf> {}

  /** Settings of what is matched. */
  public record Rule(
      @Doc("The traffic it applies to; all of it if absent.") @Nullable List<Match> matches,
      @Doc("Its settings.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.Rule<Conf> {
    public Rule {
      matches = matches == null ? null : List.copyOf(matches);
    }
  }

  /** Timeouts of a connection and of the requests on it. */
  public record Conf(
      @Doc("Until a TCP connection is established. 5 s if nothing says otherwise; not 0.")
          @Nullable Duration connectionTimeout,
      @Doc(
              "Until a connection without traffic is closed. 1 h if nothing says otherwise; 0 means"
                  + " never, and connections may then leak.")
          @Nullable Duration idleTimeout,
      @Doc("Timeouts of HTTP.") @Nullable Http http) {}

  /** Timeouts of HTTP requests and streams. */
  public record Http(
      @Doc(
              "Until the whole answer to a request has arrived. 15 s if nothing says otherwise; 0"
                  + " means never.")
          @Nullable Duration requestTimeout,
      @Doc(
              "Until a stream without traffic is reset. 30 min if nothing says otherwise; 0 means"
                  + " never.")
          @Nullable Duration streamIdleTimeout,
      @Doc("Until a stream is reset, however busy it is. 0, as if absent, means never.")
          @Nullable Duration maxStreamDuration,
      @Doc("Until a connection is drained, however busy it is. 0, as if absent, means never.")
          @Nullable Duration maxConnectionDuration,
      @Doc(
              "From the first byte of a request's headers to the last. 0, as if absent, means"
                  + " never.")
          @Nullable Duration requestHeadersTimeout) {}
}
