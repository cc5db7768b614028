package io.kuma.core.proxy;

import io.kuma.core.match.MatchedPolicies;
import io.kuma.core.match.MatchesHash;
import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.core.proxy.OutboundRoute.Mirror;
import io.kuma.core.proxy.OutboundRoute.WeightedBackend;
import io.kuma.model.BackendRef;
import io.kuma.model.IntOrString;
import io.kuma.model.PolicyType;
import io.kuma.model.TargetRefKind;
import io.kuma.resource.meshhttproute.Filter;
import io.kuma.resource.meshhttproute.HttpMatch;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import io.kuma.resource.meshtcproute.MeshTcpRoute;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lays out where the requests of one proxy go: an outbound with its routes for each destination,
 * and every backend that any of them names, once.
 */
final class OutboundPlan {
  private static final SortedMap<String, String> ALL_INSTANCES = new TreeMap<>();

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

  private final ServiceIndex services;
  private final Naming naming;
  private final MatchesHash routeNames;
  private final DestinationConfs confs;
  private final @Nullable PolicyType<?, ?> routeType;
  private final @Nullable PolicyType<?, ?> connectionType;
  private final SortedMap<String, Backend> backends = new TreeMap<>();
  private final List<Outbound> outbounds = new ArrayList<>();

  OutboundPlan(
      ServiceIndex services, Naming naming, MatchedPolicies policies, MatchesHash routeNames) {
    this.services = services;
    this.naming = naming;
    this.routeNames = routeNames;
    this.confs = new DestinationConfs(policies);
    this.routeType = find(policies, MeshHttpRoute.class);
    this.connectionType = find(policies, MeshTcpRoute.class);
  }

  private static @Nullable PolicyType<?, ?> find(MatchedPolicies policies, Class<?> spec) {
    return policies.rules().stream()
        .map(rules -> (PolicyType<?, ?>) rules.type())
        .filter(type -> type.resource().specClass() == spec)
        .findFirst()
        .orElse(null);
  }

  void add(String address, int port, String service, SortedMap<String, String> tags) {
    Confs ofService = confs.of(service);
    Optional<List<BackendRef>> connections = connections(ofService);
    Protocol protocol = services.protocol(service);
    if (protocol.isHttp() && connections.isPresent() && rules(ofService).isEmpty()) {
      // Where only connections are routed, requests are not told apart. Upstream tells Envoy about
      // the destination all the same.
      backend(service, ALL_INSTANCES);
      protocol = Protocol.TCP;
    }
    outbounds.add(
        new Outbound(
            address,
            port,
            new ServiceTag(service),
            service,
            tags,
            protocol,
            protocol.isHttp() ? routes(service, ofService) : List.of(),
            protocol.isHttp() ? List.of() : connections(service, connections.orElse(null)),
            ofService));
  }

  List<Outbound> outbounds() {
    return outbounds;
  }

  /** Sorted by name. */
  List<Backend> backends() {
    return List.copyOf(backends.values());
  }

  private List<OutboundRoute> routes(String service, Confs ofService) {
    List<MeshHttpRoute.Rule> rules = new ArrayList<>(rules(ofService));
    if (rules.stream().noneMatch(rule -> rule.matches().equals(CATCH_ALL.matches()))) {
      rules.add(CATCH_ALL);
    }
    List<OutboundRoute> routes = new ArrayList<>();
    for (MeshHttpRoute.Rule rule : rules) {
      List<WeightedBackend> weighted =
          weighted(service, rule.conf().backendRefs(), Protocol::isHttp);
      if (!weighted.isEmpty()) {
        String name = routeNames.of(rule.matches());
        List<Mirror> mirrors = mirrors(rule.conf().filters());
        Confs ofRoute = ofRoute(service, name, rule, ofService);
        for (HttpMatch match : rule.matches()) {
          routes.add(new OutboundRoute(name, RequestMatches.of(match), weighted, mirrors, ofRoute));
        }
      }
    }
    routes.sort(Comparator.comparing(OutboundRoute::match, RequestMatch.MOST_SPECIFIC_FIRST));
    return routes;
  }

  private List<MeshHttpRoute.Rule> rules(Confs ofService) {
    return routeType != null && ofService.byType().get(routeType) instanceof MeshHttpRoute.Conf conf
        ? conf.rules()
        : List.of();
  }

  /** What policies say about the route, or else about its destination; and the route's own rule. */
  private Confs ofRoute(String service, String name, MeshHttpRoute.Rule rule, Confs ofService) {
    Map<PolicyType<?, ?>, Record> byType = new LinkedHashMap<>(ofService.byType());
    byType.putAll(confs.ofRoute(service, name).byType());
    if (routeType != null) {
      byType.put(routeType, new MeshHttpRoute.Conf(null, List.of(rule)));
    }
    return byType.isEmpty() ? Confs.NONE : new Confs(byType);
  }

  /** Where policies send connections; empty if they leave it to the destination. */
  private Optional<List<BackendRef>> connections(Confs ofService) {
    return connectionType != null
            && ofService.byType().get(connectionType) instanceof MeshTcpRoute.Rule rule
        ? Optional.ofNullable(rule.conf().backendRefs())
        : Optional.empty();
  }

  /** Whatever an instance speaks, bytes can be sent to it. */
  private List<WeightedBackend> connections(String service, @Nullable List<BackendRef> refs) {
    List<WeightedBackend> weighted = weighted(service, refs, protocol -> true);
    return weighted.isEmpty() ? weighted(service, null, protocol -> true) : weighted;
  }

  private List<WeightedBackend> weighted(
      String service, @Nullable List<BackendRef> refs, Predicate<Protocol> allowed) {
    if (refs == null) {
      return List.of(new WeightedBackend(backend(service, ALL_INSTANCES), 1));
    }
    List<WeightedBackend> weighted = new ArrayList<>();
    for (BackendRef ref : refs) {
      if (ref.effectiveWeight() > 0) {
        findBackend(ref, allowed)
            .ifPresent(
                backend -> weighted.add(new WeightedBackend(backend, ref.effectiveWeight())));
      }
    }
    return weighted;
  }

  private List<Mirror> mirrors(@Nullable List<Filter> filters) {
    List<Mirror> mirrors = new ArrayList<>();
    if (filters != null) {
      for (Filter filter : filters) {
        Filter.RequestMirror mirror = filter.requestMirror();
        if (filter.type() == Filter.Type.RequestMirror && mirror != null) {
          findBackend(mirror.backendRef(), Protocol::isHttp)
              .ifPresent(
                  backend -> mirrors.add(new Mirror(backend, percentage(mirror.percentage()))));
        }
      }
    }
    return mirrors;
  }

  private static Optional<BigDecimal> percentage(@Nullable IntOrString percentage) {
    return Optional.ofNullable(percentage).flatMap(IntOrString::toDecimal);
  }

  /** The backend's name; empty for what cannot take what is sent, or does not exist. */
  private Optional<String> findBackend(BackendRef ref, Predicate<Protocol> allowed) {
    if (ref.kind() != TargetRefKind.MeshService && ref.kind() != TargetRefKind.MeshServiceSubset) {
      return Optional.empty();
    }
    String service = ref.name();
    if (service == null || !allowed.test(services.protocol(service))) {
      return Optional.empty();
    }
    SortedMap<String, String> subset =
        ref.tags() == null ? ALL_INSTANCES : new TreeMap<>(ref.tags());
    return Optional.of(backend(service, subset));
  }

  private String backend(String service, SortedMap<String, String> subset) {
    Destination destination = new ServiceTag(service);
    String name = naming.backend(destination, subset);
    backends.computeIfAbsent(
        name,
        n ->
            new Backend(
                n,
                destination,
                subset,
                service,
                services.protocol(service),
                services.instances(service, subset),
                true,
                confs.of(service)));
    return name;
  }
}
