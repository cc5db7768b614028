package io.kuma.core.proxy;

import io.kuma.core.match.MatchesHash;
import io.kuma.core.match.Origin;
import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.core.proxy.DestinationConfs.Said;
import io.kuma.model.BackendRef;
import io.kuma.model.Kri;
import io.kuma.model.Meta;
import io.kuma.model.PolicyType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshhttproute.HttpMatch;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import io.kuma.resource.meshtcproute.MeshTcpRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What routes say about a destination: which requests and connections go where. */
final class RouteRules {
  /**
   * What every HTTP destination has: whatever no other rule took goes to the destination itself.
   */
  private static final MeshHttpRoute.Rule CATCH_ALL =
      new MeshHttpRoute.Rule(
          List.of(
              new HttpMatch(
                  new HttpMatch.PathMatch("/", HttpMatch.PathMatch.Type.PathPrefix),
                  null,
                  null,
                  null)),
          new MeshHttpRoute.RuleConf(null, null));

  private final DestinationConfs confs;
  private final MatchesHash hash;
  private final Naming naming;
  private final Named catchAll;

  /**
   * A rule, and where it was written.
   *
   * @param matchesHash as {@link MatchesHash} makes it
   * @param origin empty if it came from no route, and for what the older form of rules leaves open
   */
  record Named(MeshHttpRoute.Rule rule, String matchesHash, Optional<Origin> origin) {

    /** Of the route that it was written in. */
    @Nullable Meta route() {
      return origin.map(Origin::policy).orElse(null);
    }
  }

  /**
   * Where connections go.
   *
   * @param route of the route that says so
   */
  record Connections(List<BackendRef> refs, @Nullable Meta route) {}

  RouteRules(DestinationConfs confs, MatchesHash hash, Naming naming) {
    this.confs = confs;
    this.hash = hash;
    this.naming = naming;
    this.catchAll = new Named(CATCH_ALL, hash.of(CATCH_ALL.matches()), Optional.empty());
  }

  /** The rules that routes have for requests; none if there are no routes. */
  List<Named> requests(Destination destination) {
    Optional<? extends Said<?>> said =
        confs.find(MeshHttpRoute.class, destination, RouteRules::isForSidecars);
    if (said.isEmpty() || !(said.get().conf() instanceof MeshHttpRoute.Conf conf)) {
      return List.of();
    }
    List<Named> rules = new ArrayList<>();
    for (MeshHttpRoute.Rule rule : conf.rules()) {
      String matches = hash.of(rule.matches());
      rules.add(
          new Named(rule, matches, Optional.ofNullable(said.get().originByMatches().get(matches))));
    }
    return rules;
  }

  /** Host names are what gateways tell requests apart by; sidecars know the destination already. */
  private static boolean isForSidecars(Record conf) {
    return conf instanceof MeshHttpRoute.Conf routes
        && (routes.hostnames() == null || routes.hostnames().isEmpty());
  }

  /** The same, with one for whatever no other takes. */
  List<Named> requestsAndRest(Destination destination) {
    List<Named> rules = new ArrayList<>(requests(destination));
    if (rules.stream().noneMatch(named -> named.rule().matches().equals(CATCH_ALL.matches()))) {
      rules.add(catchAll);
    }
    return rules;
  }

  /** Where routes send connections; empty if they leave it to the destination. */
  Optional<Connections> connections(Destination destination) {
    Optional<? extends Said<?>> said = confs.find(MeshTcpRoute.class, destination, conf -> true);
    if (said.isEmpty()
        || !(said.get().conf() instanceof MeshTcpRoute.Rule rule)
        || rule.conf().backendRefs() == null) {
      return Optional.empty();
    }
    List<Origin> origins = said.get().origins();
    Meta route = origins.isEmpty() ? null : origins.get(origins.size() - 1).policy();
    return Optional.of(new Connections(rule.conf().backendRefs(), route));
  }

  /** How a rule is called: after its route, or after its matches. */
  String name(Named named, Destination destination) {
    return destination instanceof ResourcePort && named.origin().isPresent()
        ? naming.route(kri(named.origin().get()), named.origin().get().ruleIndex())
        : named.matchesHash();
  }

  /** What policies say about the rule, or else about its destination; and the rule itself. */
  Confs confs(Named named, Destination destination, Confs ofDestination) {
    Map<PolicyType<?, ?>, Record> byType = new LinkedHashMap<>(ofDestination.byType());
    if (destination instanceof ServiceTag tag) {
      byType.putAll(confs.ofRoute(tag, named.matchesHash()).byType());
    } else {
      named.origin().ifPresent(origin -> byType.putAll(confs.ofRoute(kri(origin)).byType()));
    }
    confs
        .type(MeshHttpRoute.class)
        .ifPresent(
            rules -> byType.put(rules.type(), new MeshHttpRoute.Conf(null, List.of(named.rule()))));
    return byType.isEmpty() ? Confs.NONE : new Confs(byType);
  }

  /** What policies say about the route that the rule was written in. */
  Optional<OutboundRoute.Own> own(Named named, Destination destination) {
    return destination instanceof ResourcePort
        ? named
            .origin()
            .map(origin -> new OutboundRoute.Own(kri(origin), confs.ofRoute(kri(origin))))
        : Optional.empty();
  }

  private static Kri kri(Origin origin) {
    return Kri.of(CoreTypes.MESH_HTTP_ROUTE, origin.policy()).orElseThrow();
  }
}
