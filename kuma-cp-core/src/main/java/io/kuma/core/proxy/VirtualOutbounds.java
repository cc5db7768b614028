package io.kuma.core.proxy;

import io.kuma.core.proxy.ProxyInputs.Vip;
import io.kuma.core.proxy.ReachableServices.Reachable;
import io.kuma.core.proxy.ServiceReferences.Found;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh.MeshServices.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The outbounds of a transparent proxy: at virtual IPs, of all destinations that its Dataplane does
 * not say are out of its reach.
 */
final class VirtualOutbounds {
  private final Resource<Dataplane> dataplane;
  private final Mode mode;
  private final ReachableServices services;

  VirtualOutbounds(Resource<Dataplane> dataplane, Mode mode, ReachableServices services) {
    this.dataplane = dataplane;
    this.mode = mode;
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
      vips.forEach(
          vip -> vip.hostnames().forEach(name -> hosts.add(new Host(name, vip.addresses()))));
      TagOutbound.atVips(dataplane.spec(), vips)
          .forEach(
              outbound ->
                  plan.add(
                      outbound.address(), outbound.port(), outbound.service(), outbound.tags()));
    }
    addResources(plan, hosts);
    hosts.sort(Comparator.comparing(Host::name));
    return hosts;
  }

  private void addResources(OutboundPlan plan, List<Host> hosts) {
    for (Reachable reachable : services.all()) {
      RealService service = reachable.service();
      List<String> addresses = new ArrayList<>();
      for (String vip : service.reachability().vips()) {
        addresses.add(vip);
        VirtualAddress.toIpv6(vip).ifPresent(addresses::add);
        reachable
            .ports()
            .forEach(
                port ->
                    plan.add(vip, port.number(), new Found(service, port), service.byName(port)));
      }
      if (!addresses.isEmpty()) {
        service.reachability().hostnames().forEach(name -> hosts.add(new Host(name, addresses)));
      }
    }
  }
}
