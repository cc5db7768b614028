package io.kuma.core.proxy;

import io.kuma.core.proxy.ProxyInputs.Vip;
import io.kuma.model.Tags;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.TransparentProxying;
import io.kuma.resource.mesh.Mesh.MeshServices.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a workload finds what is known by its tags.
 *
 * @param address loopback, or a virtual IP
 * @param tags the service among them
 */
public record TagOutbound(String address, int port, SortedMap<String, String> tags) {
  private static final String ALL_SERVICES = "*";

  public TagOutbound {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  public String service() {
    return tags.getOrDefault(Tags.SERVICE, "");
  }

  /**
   * All of a proxy, in the order in which they are configured.
   *
   * @param mode of its mesh
   * @param vips those of the mesh
   */
  public static List<TagOutbound> of(Dataplane dataplane, Mode mode, List<Vip> vips) {
    if (!dataplane.isTransparent()) {
      return dataplane.outbounds().stream()
          .filter(outbound -> outbound.backendRef() == null && outbound.service().isPresent())
          .map(
              outbound ->
                  new TagOutbound(
                      outbound.effectiveAddress(), outbound.port(), new TreeMap<>(outbound.tags())))
          .toList();
    }
    return mode == Mode.Exclusive ? List.of() : atVips(dataplane, vips);
  }

  /** Those of a transparent proxy: what it does not say is out of its reach. */
  static List<TagOutbound> atVips(Dataplane dataplane, List<Vip> vips) {
    List<String> reachable = reachableServices(dataplane);
    boolean all = reachable.isEmpty() || reachable.contains(ALL_SERVICES);
    List<TagOutbound> outbounds = new ArrayList<>();
    for (Vip vip : vips) {
      vip.ports()
          .forEach(
              (port, tags) -> {
                TagOutbound outbound = new TagOutbound(vip.addresses().get(0), port, tags);
                if (all || reachable.contains(outbound.service())) {
                  outbounds.add(outbound);
                }
              });
    }
    return outbounds;
  }

  private static List<String> reachableServices(Dataplane dataplane) {
    Dataplane.Networking networking = dataplane.networking();
    TransparentProxying conf = networking == null ? null : networking.transparentProxying();
    return conf == null ? List.of() : conf.reachableServices();
  }
}
