package io.kuma.resource.meshtcproute;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.BackendRef;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Routes connections, as on the wire (contract section 3.4). */
@Doc("Routes connections to a destination over backends.")
@Kind(
    name = "MeshTCPRoute",
    shortName = "mtcpr",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshTcpRoute(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("The routes, by destination.") @Limits(minItems = 1) @Nullable List<To> to)
    implements Policy {

  public MeshTcpRoute {
    to = to == null ? null : List.copyOf(to);
  }

  /** The route of one destination. */
  public record To(
      @Doc("The destination.") TargetRef targetRef,
      @Doc("The route; connections match nothing, so there is one at most.") @Limits(maxItems = 1)
          List<Rule> rules)
      implements Policy.To<Rule> {

    public To {
      rules = List.copyOf(rules);
    }

    @Override
    public @Nullable Rule conf() {
      return rules.isEmpty() ? null : rules.get(0);
    }
  }

  /** A route. */
  public record Rule(@Doc("What becomes of connections.") @JsonProperty("default") RuleConf conf) {}

  /** What becomes of the connections. */
  public record RuleConf(
      @Doc("Where they go; to the destination itself if absent.")
          @Nullable List<BackendRef> backendRefs) {
    public RuleConf {
      backendRefs = backendRefs == null ? null : List.copyOf(backendRefs);
    }
  }
}
