package io.kuma.policy.meshtrafficpermission;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Match;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.schema.Merge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Permissions, as on the wire (contract section 3.4). */
@Doc("Who may talk to whom.")
@Kind(
    shortName = "mtp",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshTrafficPermission(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("Permissions by tags of the client.") @Nullable List<From> from,
    @Doc("Permissions by identity of the client.") @Nullable List<Rule> rules)
    implements Policy {

  public MeshTrafficPermission {
    from = from == null ? null : List.copyOf(from);
    rules = rules == null ? null : List.copyOf(rules);
  }

  /** What a group of clients may do. */
  public record From(
      @Doc("The clients.") TargetRef targetRef,
      @Doc("What they may do.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.From<Conf> {}

  /** What a group of clients may do. */
  public record Conf(@Doc("What becomes of their requests.") @Nullable Action action) {}

  /** What becomes of requests. */
  public enum Action {
    Allow,
    Deny,
    /** They pass, and are logged and counted as if they had been denied. */
    AllowWithShadowDeny
  }

  /** Clients that are let in or kept out; unlike other rules it matches inside its conf. */
  public record Rule(@Doc("The clients.") @JsonProperty("default") RuleConf conf)
      implements Policy.Rule<RuleConf> {}

  /** Clients that are let in or kept out. Who is denied is denied, whatever allows it. */
  public record RuleConf(
      @Doc("Clients that are kept out.") @Merge(Merge.Mode.APPEND) @Nullable List<Match> deny,
      @Doc("Clients that are let in.") @Merge(Merge.Mode.APPEND) @Nullable List<Match> allow,
      @Doc("Clients that are let in, and logged as if they had been kept out.")
          @Merge(Merge.Mode.APPEND)
          @Nullable List<Match> allowWithShadowDeny) {
    public RuleConf {
      deny = deny == null ? null : List.copyOf(deny);
      allow = allow == null ? null : List.copyOf(allow);
      allowWithShadowDeny = allowWithShadowDeny == null ? null : List.copyOf(allowWithShadowDeny);
    }
  }
}
