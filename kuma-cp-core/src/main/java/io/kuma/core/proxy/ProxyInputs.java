package io.kuma.core.proxy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a proxy's model is made from beside the mesh: all that is neither a resource nor a policy.
 * Nothing else may reach a generator, or equal models would no longer mean equal configurations.
 *
 * @param zone the zone of this control plane
 * @param node what the proxy says about itself
 * @param adminTls what its admin listener proves itself with
 * @param vips the virtual IPs of the mesh's services, for transparent proxies; sorted by host name
 */
public record ProxyInputs(String zone, NodeFacts node, AdminTls adminTls, List<Vip> vips) {
  public ProxyInputs {
    vips = List.copyOf(vips);
  }

  /**
   * A virtual address of what is known by tags.
   *
   * @param hostnames under which workloads find it
   * @param addresses what the host names resolve to; the proxy listens on the first
   * @param ports the tags that each port leads to
   */
  public record Vip(
      List<String> hostnames,
      List<String> addresses,
      SortedMap<Integer, SortedMap<String, String>> ports) {
    public Vip {
      hostnames = List.copyOf(hostnames);
      addresses = List.copyOf(addresses);
      ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
    }
  }
}
