package io.kuma.core.proxy;

import io.kuma.core.match.ReferenceIndex;
import io.kuma.core.match.ReferenceIndex.Target;
import io.kuma.core.proxy.Backends.Found;
import io.kuma.core.proxy.ProxyInputs.Vip;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.model.Tags;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.TransparentProxying;
import io.kuma.resource.dataplane.TransparentProxying.ReachableBackends;
import io.kuma.resource.dataplane.TransparentProxying.Ref;
import io.kuma.resource.mesh.Mesh.MeshServices.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The outbounds of a transparent proxy: at virtual IPs, of all destinations that its Dataplane does
 * not say are out of its reach.
 */
final class VirtualOutbounds {
  private static final String ALL_SERVICES = "*";

  private final Resource<Dataplane> dataplane;
  private final Mode mode;
  private final ReferenceIndex references;
  private final RealServices services;

  VirtualOutbounds(
      Resource<Dataplane> dataplane, Mode mode, ReferenceIndex references, RealServices services) {
    this.dataplane = dataplane;
    this.mode = mode;
    this.references = references;
    this.services = services;
  }

  /**
   * Adds the outbounds.
   *
   * @param vips of services that are known by their tags
   * @return the names under which the workload finds the virtual IPs
   */
  List<Host> addTo(OutboundPlan plan, List<Vip> vips) {
    List<Host> hosts = new ArrayList<>();
    if (mode != Mode.Exclusive) {
      addTags(plan, vips, hosts);
    }
    addResources(plan, hosts);
    hosts.sort(Comparator.comparing(Host::name));
    return hosts;
  }

  private Optional<TransparentProxying> conf() {
    Dataplane.Networking networking = dataplane.spec().networking();
    return Optional.ofNullable(networking == null ? null : networking.transparentProxying());
  }

  private void addTags(OutboundPlan plan, List<Vip> vips, List<Host> hosts) {
    List<String> reachable = conf().map(TransparentProxying::reachableServices).orElse(List.of());
    boolean all = reachable.isEmpty() || reachable.contains(ALL_SERVICES);
    for (Vip vip : vips) {
      hosts.add(new Host(vip.hostname(), vip.addresses()));
      if (all || reachable.contains(vip.service())) {
        plan.add(
            vip.addresses().get(0),
            vip.port(),
            vip.service(),
            new TreeMap<>(Map.of(Tags.SERVICE, vip.service())));
      }
    }
  }

  private void addResources(OutboundPlan plan, List<Host> hosts) {
    Optional<ReachableBackends> listed = conf().map(TransparentProxying::reachableBackends);
    Optional<Map<Kri, Set<Integer>>> reachable = listed.map(this::reachablePorts);
    for (RealService service : services.all()) {
      if (!isOffered(service, listed.isPresent())) {
        continue;
      }
      List<RealService.Port> ports =
          service.ports().stream()
              .filter(port -> isReachable(reachable, service.kri(), port.number()))
              .toList();
      if (ports.isEmpty()) {
        continue;
      }
      List<String> addresses = new ArrayList<>();
      for (String vip : service.reachability().vips()) {
        addresses.add(vip);
        VirtualAddress.toIpv6(vip).ifPresent(addresses::add);
        ports.forEach(
            port -> plan.add(vip, port.number(), new Found(service, port), service.byName(port)));
      }
      if (!addresses.isEmpty()) {
        service.reachability().hostnames().forEach(name -> hosts.add(new Host(name, addresses)));
      }
    }
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
        .map(reference -> references.find(dataplane.meta(), reference))
        .orElse(List.of());
  }
}
