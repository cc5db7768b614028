package io.kuma.core.proxy;

import java.util.List;

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
   * A service's virtual address.
   *
   * @param addresses what the host name resolves to; the proxy listens on the first
   */
  public record Vip(String hostname, String service, int port, List<String> addresses) {
    public Vip {
      addresses = List.copyOf(addresses);
    }
  }
}
