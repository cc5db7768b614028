package io.kuma.core.proxy;

import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.core.proxy.OutboundRoute.Mirror;
import io.kuma.core.proxy.OutboundRoute.WeightedBackend;
import io.kuma.core.proxy.RouteRules.Connections;
import io.kuma.core.proxy.ServiceReferences.Found;
import io.kuma.model.BackendRef;
import io.kuma.model.IntOrString;
import io.kuma.model.Meta;
import io.kuma.model.Tags;
import io.kuma.resource.meshhttproute.Filter;
import io.kuma.resource.meshhttproute.HttpMatch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lays out where the requests of one proxy go: an outbound with its routes for each destination.
 */
final class OutboundPlan {
  /** The tag under which an outbound tells what it leads to, where that is a real resource. */
  private static final String UNIFIED_NAME = "kuma.io/unified-name";

  private final ServiceIndex services;
  private final Backends backends;
  private final RouteRules routes;
  private final DestinationConfs confs;
  private final Naming naming;
  private final List<Outbound> outbounds = new ArrayList<>();

  OutboundPlan(
      ServiceIndex services,
      Backends backends,
      RouteRules routes,
      DestinationConfs confs,
      Naming naming) {
    this.services = services;
    this.backends = backends;
    this.routes = routes;
    this.confs = confs;
    this.naming = naming;
  }

  List<Outbound> outbounds() {
    return outbounds;
  }

  /** An outbound to the instances of a service that is known by its tag, and have all tags. */
  void add(String address, int port, String service, SortedMap<String, String> tags) {
    ServiceTag destination = new ServiceTag(service);
    add(
        address,
        port,
        destination,
        service,
        tags,
        services.protocol(service),
        () -> backends.add(destination, narrowed(tags)));
  }

  /** What the tags demand beside the service itself. */
  private static SortedMap<String, String> narrowed(SortedMap<String, String> tags) {
    SortedMap<String, String> others = new TreeMap<>(tags);
    others.remove(Tags.SERVICE);
    return others;
  }

  /** An outbound to a port of a real resource. */
  void add(String address, int port, Found found, ResourcePort destination) {
    add(
        address,
        port,
        destination,
        naming.backend(destination, new TreeMap<>()),
        new TreeMap<>(Map.of(UNIFIED_NAME, destination.kri().toString())),
        found.port().protocol(),
        () -> backends.add(found.service(), found.port(), destination));
  }

  private void add(
      String address,
      int port,
      Destination destination,
      String name,
      SortedMap<String, String> tags,
      Protocol spoken,
      Supplier<String> own) {
    Confs ofDestination = confs.of(destination);
    Optional<Connections> connections = routes.connections(destination);
    Protocol protocol = spoken;
    if (spoken.isHttp() && connections.isPresent() && routes.requests(destination).isEmpty()) {
      // Where only connections are routed, requests are not told apart. Upstream tells Envoy about
      // the destination all the same.
      String unused = own.get();
      protocol = Protocol.TCP;
    }
    outbounds.add(
        new Outbound(
            address,
            port,
            destination,
            name,
            tags,
            protocol,
            protocol.isHttp() ? routes(destination, own, ofDestination) : List.of(),
            protocol.isHttp() ? List.of() : connections(connections, own),
            ofDestination));
  }

  private List<OutboundRoute> routes(
      Destination destination, Supplier<String> own, Confs ofDestination) {
    List<OutboundRoute> result = new ArrayList<>();
    for (RouteRules.Named named : routes.requestsAndRest(destination)) {
      List<BackendRef> refs = named.rule().conf().backendRefs();
      List<WeightedBackend> weighted =
          refs == null ? all(own) : weighted(named.route(), refs, Protocol::isHttp);
      if (!weighted.isEmpty()) {
        String name = routes.name(named, destination);
        List<Mirror> mirrors = mirrors(named.route(), named.rule().conf().filters());
        boolean external =
            weighted.stream().anyMatch(share -> backends.isExternal(share.backend()));
        Confs ofRoute = routes.confs(named, destination, ofDestination);
        Optional<OutboundRoute.Own> ownConfs = routes.own(named, destination);
        for (HttpMatch match : named.rule().matches()) {
          result.add(
              new OutboundRoute(
                  name, RequestMatches.of(match), weighted, mirrors, external, ofRoute, ownConfs));
        }
      }
    }
    result.sort(Comparator.comparing(OutboundRoute::match, RequestMatch.MOST_SPECIFIC_FIRST));
    return result;
  }

  /** Whatever an instance speaks, bytes can be sent to it. */
  private List<WeightedBackend> connections(
      Optional<Connections> connections, Supplier<String> own) {
    List<WeightedBackend> weighted =
        connections
            .map(routed -> weighted(routed.route(), routed.refs(), protocol -> true))
            .orElse(List.of());
    return weighted.isEmpty() ? all(own) : weighted;
  }

  private static List<WeightedBackend> all(Supplier<String> backend) {
    return List.of(new WeightedBackend(backend.get(), 1));
  }

  private List<WeightedBackend> weighted(
      @Nullable Meta route, List<BackendRef> refs, Predicate<Protocol> allowed) {
    List<WeightedBackend> weighted = new ArrayList<>();
    for (BackendRef ref : refs) {
      if (ref.effectiveWeight() > 0) {
        backends
            .find(route, ref, allowed)
            .ifPresent(
                backend -> weighted.add(new WeightedBackend(backend, ref.effectiveWeight())));
      }
    }
    return weighted;
  }

  private List<Mirror> mirrors(@Nullable Meta route, @Nullable List<Filter> filters) {
    List<Mirror> mirrors = new ArrayList<>();
    if (filters != null) {
      for (Filter filter : filters) {
        Filter.RequestMirror mirror = filter.requestMirror();
        if (filter.type() == Filter.Type.RequestMirror && mirror != null) {
          backends
              .findMirror(route, mirror.backendRef(), Protocol::isHttp)
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
}
