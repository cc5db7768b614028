package io.kuma.core.proxy;

import io.kuma.core.snapshot.Derivation;
import io.kuma.core.snapshot.Endpoint;
import io.kuma.core.snapshot.MeshServiceIndex;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.Reachability;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshexternalservice.MeshExternalService;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneService;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshService.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The real resources of a snapshot that traffic can be sent to. Made once for each snapshot in
 * which one of them changed; the sets of instances are the same objects for all proxies, and for
 * later snapshots as long as they hold.
 */
final class RealServices {
  private static final Derivation<RealServices> INDEX = RealServices::derive;

  private final Sources sources;
  private final IdentityHashMap<List<Endpoint>, InstanceSet> instances = new IdentityHashMap<>();
  private final Map<Kri, RealService> byKri = new HashMap<>();
  private final List<RealService> all;

  /** What it is made from. */
  private record Sources(
      List<Resource<MeshService>> services,
      List<Resource<MeshExternalService>> externalServices,
      List<Resource<MeshMultiZoneService>> multiZoneServices,
      MeshServiceIndex endpoints) {

    static Sources of(MeshSnapshot snapshot) {
      return new Sources(
          snapshot.all(CoreTypes.MESH_SERVICE),
          snapshot.all(CoreTypes.MESH_EXTERNAL_SERVICE),
          snapshot.all(CoreTypes.MESH_MULTI_ZONE_SERVICE),
          MeshServiceIndex.of(snapshot));
    }

    @SuppressWarnings("ReferenceEquality")
    boolean isSame(Sources other) {
      return services == other.services
          && externalServices == other.externalServices
          && multiZoneServices == other.multiZoneServices
          && endpoints == other.endpoints;
    }
  }

  private RealServices(Sources sources, @Nullable RealServices before) {
    this.sources = sources;
    sources.services.forEach(service -> add(of(service, before)));
    sources.externalServices.forEach(service -> add(of(service)));
    sources.multiZoneServices.forEach(service -> add(of(service, sources.services)));
    this.all =
        byKri.values().stream()
            .sorted(Comparator.comparing(service -> service.kri().toString()))
            .toList();
  }

  static RealServices of(MeshSnapshot snapshot) {
    return snapshot.derived(INDEX);
  }

  private static RealServices derive(MeshSnapshot snapshot, @Nullable RealServices before) {
    Sources now = Sources.of(snapshot);
    return before != null && now.isSame(before.sources) ? before : new RealServices(now, before);
  }

  /** All of them, sorted by identifier. */
  List<RealService> all() {
    return all;
  }

  /**
   * One of them.
   *
   * @param kri without a section
   */
  Optional<RealService> find(Kri kri) {
    return Optional.ofNullable(byKri.get(kri));
  }

  private void add(RealService service) {
    byKri.putIfAbsent(service.kri(), service);
  }

  private RealService of(Resource<MeshService> service, @Nullable RealServices before) {
    List<RealService.Port> ports = new ArrayList<>();
    for (MeshService.Port port : service.spec().portList()) {
      String id = MeshServiceIndex.id(service, port.port());
      ports.add(
          new RealService.Port(
              port.port(),
              port.sectionName(),
              Protocol.parse(port.appProtocol()),
              instances(sources.endpoints.endpoints(id), before),
              new TreeSet<>(Set.of(id))));
    }
    return new RealService(
        kri(CoreTypes.MESH_SERVICE, service),
        service.meta(),
        ports,
        identities(service),
        Reachability.of(service.status()));
  }

  /** A proxy reaches it through a zone egress only; without one it has no instances. */
  private static RealService of(Resource<MeshExternalService> service) {
    MeshExternalService.Match match = service.spec().match();
    return new RealService(
        kri(CoreTypes.MESH_EXTERNAL_SERVICE, service),
        service.meta(),
        List.of(
            new RealService.Port(
                match.port(),
                Integer.toString(match.port()),
                Protocol.parse(match.protocol() == null ? null : match.protocol().name()),
                InstanceSet.EMPTY,
                new TreeSet<>())),
        List.of(),
        Reachability.of(service.status()));
  }

  /** Has the instances of the MeshServices that it consists of, at ports of the same number. */
  private RealService of(
      Resource<MeshMultiZoneService> service, Collection<Resource<MeshService>> candidates) {
    List<Resource<MeshService>> parts =
        candidates.stream()
            .filter(part -> service.spec().selector().meshService().matches(part.meta().labels()))
            .toList();
    List<RealService.Port> ports = new ArrayList<>();
    for (MeshMultiZoneService.Port port : service.spec().ports()) {
      Set<Endpoint> endpoints = new LinkedHashSet<>();
      SortedSet<String> ids = new TreeSet<>();
      for (Resource<MeshService> part : parts) {
        String id = MeshServiceIndex.id(part, port.port());
        ids.add(id);
        endpoints.addAll(sources.endpoints.endpoints(id));
      }
      ports.add(
          new RealService.Port(
              port.port(),
              port.sectionName(),
              Protocol.parse(port.appProtocol()),
              new InstanceSet(endpoints.stream().map(Instance::of).toList()),
              ids));
    }
    Reachability own = Reachability.of(service.status());
    return new RealService(
        kri(CoreTypes.MESH_MULTI_ZONE_SERVICE, service),
        service.meta(),
        ports,
        parts.stream().flatMap(part -> identities(part).stream()).distinct().toList(),
        new Reachability(
            own.vips(),
            own.hostnames(),
            !parts.isEmpty()
                && parts.stream().allMatch(part -> Reachability.of(part.status()).tlsReady())));
  }

  /** The same set as before if the endpoints are: their lists are shared if nothing changed. */
  private InstanceSet instances(List<Endpoint> endpoints, @Nullable RealServices before) {
    if (endpoints.isEmpty()) {
      return InstanceSet.EMPTY;
    }
    InstanceSet known = before == null ? null : before.instances.get(endpoints);
    InstanceSet set =
        known == null ? new InstanceSet(endpoints.stream().map(Instance::of).toList()) : known;
    instances.put(endpoints, set);
    return set;
  }

  private static List<Identity> identities(Resource<MeshService> service) {
    List<Identity> identities = service.spec().identities();
    return identities == null ? List.of() : identities;
  }

  private static Kri kri(ResourceType<?> type, Resource<?> resource) {
    return Kri.of(type, resource.meta()).orElseThrow();
  }
}
