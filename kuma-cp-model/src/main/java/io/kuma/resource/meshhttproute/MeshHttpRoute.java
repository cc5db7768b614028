package io.kuma.resource.meshhttproute;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.BackendRef;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.schema.Limits;
import io.kuma.model.schema.Merge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Routes HTTP requests, as on the wire (contract section 3.4). */
@Doc("Routes HTTP requests to a destination by what is in them.")
@Kind(
    name = "MeshHTTPRoute",
    shortName = "mhttpr",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshHttpRoute(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("The routes, by destination.") @Nullable List<To> to)
    implements Policy {

  public MeshHttpRoute {
    to = to == null ? null : List.copyOf(to);
  }

  /** The routes of one destination. */
  public record To(
      @Doc("The destination.") TargetRef targetRef,
      @Doc("Host names the routes are limited to; for gateways.") @Nullable List<String> hostnames,
      @Doc("The routes.") List<Rule> rules)
      implements Policy.To<Conf> {

    public To {
      hostnames = hostnames == null ? null : List.copyOf(hostnames);
      rules = List.copyOf(rules);
    }

    @Override
    public Conf conf() {
      return new Conf(hostnames, rules);
    }
  }

  /** What is merged when several policies route to one destination. */
  public record Conf(
      @Merge(Merge.Mode.SPLIT) @Nullable List<String> hostnames,
      @Merge(value = Merge.Mode.BY_KEY, key = "matches") List<Rule> rules) {
    public Conf {
      hostnames = hostnames == null ? null : List.copyOf(hostnames);
      rules = List.copyOf(rules);
    }
  }

  /** A route. */
  public record Rule(
      @Doc("The requests it applies to; one match suffices.") @Limits(minItems = 1)
          List<HttpMatch> matches,
      @Doc("What becomes of them.") @JsonProperty("default") RuleConf conf) {
    public Rule {
      matches = List.copyOf(matches);
    }
  }

  /** What becomes of the requests of a route. */
  public record RuleConf(
      @Doc("Changes to the requests and answers, in this order.") @Nullable List<Filter> filters,
      @Doc("Where the requests go; to the destination itself if absent.")
          @Nullable List<BackendRef> backendRefs) {
    public RuleConf {
      filters = filters == null ? null : List.copyOf(filters);
      backendRefs = backendRefs == null ? null : List.copyOf(backendRefs);
    }
  }
}
