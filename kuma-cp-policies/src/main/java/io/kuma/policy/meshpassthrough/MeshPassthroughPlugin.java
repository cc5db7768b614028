package io.kuma.policy.meshpassthrough;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.proxy.TransparentProxy;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshpassthrough.MeshPassthrough.Conf;
import io.kuma.policy.meshpassthrough.MeshPassthrough.Mode;
import io.kuma.xds.plugin.Origin;
import io.kuma.xds.plugin.PolicyPlugin;
import io.kuma.xds.plugin.ProxyXds;
import io.kuma.xds.plugin.ProxyXds.OutboundPassthrough;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of connections that no outbound takes. Only proxies that connections are redirected
 * to have such; what the mesh says about it does not count any more.
 */
public final class MeshPassthroughPlugin implements PolicyPlugin<Conf> {
  /** Of this policy alone upstream writes the name without a hyphen. */
  private static final Origin ORIGIN = new Origin("meshpassthrough");

  private final PolicyType<MeshPassthrough, Conf> type;

  public MeshPassthroughPlugin(PolicyType<MeshPassthrough, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshPassthrough, Conf> type() {
    return type;
  }

  @Override
  public void proxy(ProxyModel proxy, @Nullable Conf conf, ProxyXds xds) {
    Optional<TransparentProxy> redirection = proxy.transparentProxy();
    if (conf == null || redirection.isEmpty()) {
      return;
    }
    Mode mode = conf.passthroughMode() == null ? Mode.Matched : conf.passthroughMode();
    xds.outboundPassthrough(
        switch (mode) {
          case All -> OutboundPassthrough.EVERYTHING;
          case None -> OutboundPassthrough.NOTHING;
          case Matched -> matched(proxy, conf, redirection.get(), xds);
        });
  }

  private static OutboundPassthrough matched(
      ProxyModel proxy, Conf conf, TransparentProxy redirection, ProxyXds xds) {
    List<Group> groups = Group.allOf(conf);
    // Both families may go through one cluster: it connects to wherever the connection was going.
    Map<String, Cluster> clusters = new TreeMap<>();
    List<FilterChain> ipv4 = Chains.of(groups, false, proxy, clusters);
    List<FilterChain> ipv6 =
        redirection.ipv6() ? Chains.of(groups, true, proxy, clusters) : List.of();
    clusters.values().forEach(xds.as(ORIGIN)::add);
    return new OutboundPassthrough(false, ipv4, ipv6, Chains.listenerFilters(groups));
  }
}
