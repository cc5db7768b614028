package io.kuma.xds.generate;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.kuma.core.proxy.Feature;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.Naming.Direction;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.proxy.TransparentProxy;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.Listeners;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.plugin.Origin;
import io.kuma.xds.plugin.ProxyXds;
import io.kuma.xds.plugin.ProxyXds.InboundPassthrough;
import io.kuma.xds.plugin.ProxyXds.OutboundPassthrough;
import java.util.List;
import java.util.Optional;

/**
 * Where redirected connections arrive. Those that were going to an inbound or outbound are handed
 * over to its listener; the others go on to where they were going, if they may.
 */
final class TransparentProxyResources {
  /** Takes what is to be refused; leads nowhere. */
  private static final String NO_DESTINATION = "self_transparentproxy_no_destination_inbound";

  /** Stands in a Dataplane for "no port": nothing listens there. */
  private static final int RESERVED_PORT = 49151;

  private static final int ANY_FREE_PORT = 0;

  private final ProxyPlace place;
  private final ProxyXds xds;
  private final ProxyModel proxy;

  private TransparentProxyResources(ProxyPlace place, ProxyModel proxy) {
    this.place = place;
    this.xds = place.as(Origin.TRANSPARENT);
    this.proxy = proxy;
  }

  static void addTo(ProxyPlace place, ProxyModel proxy) {
    TransparentProxyResources resources = new TransparentProxyResources(place, proxy);
    Optional<TransparentProxy> redirection = proxy.transparentProxy();
    if (redirection.isPresent()) {
      resources.xds.add(Clusters.withoutEndpoints(NO_DESTINATION).build());
      resources.add(redirection.get(), false);
      if (redirection.get().ipv6()) {
        resources.add(redirection.get(), true);
      }
    } else if (place.inboundPassthrough().isPresent()) {
      resources.xds.add(resources.inbound(ANY_FREE_PORT, false));
      resources.xds.add(resources.inbound(ANY_FREE_PORT, true));
    }
  }

  private void add(TransparentProxy redirection, boolean ipv6) {
    xds.add(inbound(redirection.inboundPort(), ipv6));
    xds.add(
        Clusters.originalDestination(proxy.naming().passthrough(Direction.INBOUND, ipv6))
            .setUpstreamBindConfig(Clusters.connectFrom(Addresses.unredirected(ipv6)))
            .build());
    addOutbound(redirection, ipv6);
  }

  private void addOutbound(TransparentProxy redirection, boolean ipv6) {
    String name = proxy.naming().passthrough(Direction.OUTBOUND, ipv6);
    OutboundPassthrough allowed =
        place
            .outboundPassthrough()
            .orElse(
                redirection.passthrough()
                    ? OutboundPassthrough.EVERYTHING
                    : OutboundPassthrough.NOTHING);
    Listener.Builder listener =
        Listeners.outbound(name, Addresses.tcp(Addresses.any(ipv6), redirection.outboundPort()))
            .setUseOriginalDst(ProtoValues.TRUE);
    proxy.naming().statPrefix(name).ifPresent(listener::setStatPrefix);
    List<FilterChain> chains = ipv6 ? allowed.ipv6() : allowed.ipv4();
    xds.add(
        chains.isEmpty()
            ? listener.addFilterChains(Listeners.forwardTo(name, name)).build()
            : listener
                .addAllFilterChains(chains)
                .addAllListenerFilters(allowed.listenerFilters())
                .build());
    if (allowed.everything()) {
      xds.add(Clusters.originalDestination(name).build());
    }
  }

  private Listener inbound(int port, boolean ipv6) {
    String name = proxy.naming().passthrough(Direction.INBOUND, ipv6);
    Listener.Builder listener =
        Listeners.inbound(
                name,
                Addresses.tcp(Addresses.any(ipv6), port),
                proxy.node().has(Feature.REUSE_PORT))
            .setUseOriginalDst(ProtoValues.TRUE);
    proxy.naming().statPrefix(name).ifPresent(listener::setStatPrefix);
    if (allowed() == InboundPassthrough.ANY_PORT || proxy.inbounds().isEmpty()) {
      return listener.addFilterChains(Listeners.forwardTo(name, name)).build();
    }
    for (Inbound inbound : proxy.inbounds()) {
      int allowedPort = inbound.key().port();
      String cluster = allowedPort == RESERVED_PORT ? NO_DESTINATION : name;
      listener.addFilterChains(
          Listeners.forwardTo(cluster, name).setFilterChainMatch(Listeners.toPort(allowedPort)));
    }
    return listener.build();
  }

  private InboundPassthrough allowed() {
    boolean strict =
        proxy.node().has(Feature.STRICT_INBOUND_PORTS)
            && proxy
                .mutualTls()
                .map(MutualTls::mode)
                .filter(MutualTls.Mode.STRICT::equals)
                .isPresent();
    return place
        .inboundPassthrough()
        .orElse(strict ? InboundPassthrough.INBOUND_PORTS : InboundPassthrough.ANY_PORT);
  }
}
