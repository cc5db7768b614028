package io.kuma.core.proxy;

import io.kuma.core.match.ReferenceIndex.Target;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.TransparentProxying;
import io.kuma.resource.dataplane.TransparentProxying.ReachableBackends;
import io.kuma.resource.dataplane.TransparentProxying.Ref;
import io.kuma.resource.mesh.Mesh.MeshServices.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The real services that are not out of a proxy's reach by what its Dataplane says. */
record ReachableServices(Resource<Dataplane> dataplane, Mode mode, ServiceReferences references) {

  /** A service and those of its ports that are reached; at least one. */
  record Reachable(RealService service, List<RealService.Port> ports) {}

  /** Sorted by identifier. */
  List<Reachable> all() {
    Optional<ReachableBackends> listed = listed();
    Optional<Map<Kri, Set<Integer>>> reachable = listed.map(this::reachablePorts);
    List<Reachable> all = new ArrayList<>();
    for (RealService service : references.services().all()) {
      List<RealService.Port> ports =
          service.ports().stream()
              .filter(port -> isReachable(reachable, service.kri(), port.number()))
              .toList();
      if (isOffered(service, listed.isPresent()) && !ports.isEmpty()) {
        all.add(new Reachable(service, ports));
      }
    }
    return all;
  }

  private Optional<ReachableBackends> listed() {
    Dataplane.Networking networking = dataplane.spec().networking();
    return Optional.ofNullable(networking == null ? null : networking.transparentProxying())
        .map(TransparentProxying::reachableBackends);
  }

  /** Whether proxies are told of it; MeshServices compete with service tags, the others do not. */
  private boolean isOffered(RealService service, boolean listed) {
    return !service.kri().type().equals(CoreTypes.MESH_SERVICE)
        || switch (mode) {
          case Disabled -> false;
          case ReachableBackends -> listed;
          case Everywhere, Exclusive -> true;
        };
  }

  private static boolean isReachable(
      Optional<Map<Kri, Set<Integer>>> reachable, Kri service, int port) {
    if (reachable.isEmpty()) {
      return true;
    }
    Set<Integer> ports = reachable.get().get(service);
    return ports != null && (ports.isEmpty() || ports.contains(port));
  }

  /** The ports that are listed, by service; none at all stand for all of a service. */
  private Map<Kri, Set<Integer>> reachablePorts(ReachableBackends backends) {
    Map<Kri, Set<Integer>> reachable = new HashMap<>();
    Set<Kri> whole = new HashSet<>();
    for (Ref ref : backends.refs()) {
      for (Target target : targets(ref)) {
        Set<Integer> ports = reachable.computeIfAbsent(target.kri(), kri -> new HashSet<>());
        if (ref.port() == null) {
          whole.add(target.kri());
        } else {
          ports.add(ref.port());
        }
      }
    }
    whole.forEach(kri -> reachable.put(kri, Set.of()));
    return reachable;
  }

  private List<Target> targets(Ref ref) {
    return ListedOutbounds.kind(ref.kind())
        .map(kind -> ListedOutbounds.reference(kind, ref.name(), ref.namespace(), ref.labels()))
        .map(reference -> references.index().find(dataplane.meta(), reference))
        .orElse(List.of());
  }
}
