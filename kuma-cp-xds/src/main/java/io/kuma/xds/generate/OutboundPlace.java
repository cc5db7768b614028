package io.kuma.xds.generate;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.Feature;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.OutboundRoute.WeightedBackend;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.FilterMetadata;
import io.kuma.xds.envoy.HttpManagers;
import io.kuma.xds.envoy.Listeners;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.envoy.StatNames;
import io.kuma.xds.plugin.OutboundXds;
import java.util.List;

/** An outbound that is being put together: a listener. */
final class OutboundPlace implements OutboundXds {
  private final ProxyModel proxy;
  private final Listener.Builder listener;
  private final ChainPlace chain;

  OutboundPlace(ProxyModel proxy, Outbound outbound) {
    this.proxy = proxy;
    this.listener = listener(proxy, outbound);
    this.chain = chain(proxy, outbound);
  }

  private static Listener.Builder listener(ProxyModel proxy, Outbound outbound) {
    Listener.Builder listener =
        Listeners.outbound(
                proxy.naming().outboundListener(outbound),
                Addresses.tcp(outbound.address(), outbound.port()))
            .setMetadata(FilterMetadata.tags(outbound.tags()));
    if (outbound.destination() instanceof ResourcePort) {
      proxy.naming().statPrefix(listener.getName()).ifPresent(listener::setStatPrefix);
    }
    if (proxy.transparentProxy().isPresent() && !proxy.node().has(Feature.BIND_OUTBOUNDS)) {
      // Redirection delivers to the passthrough listener, which hands over to this one.
      listener.setBindToPort(ProtoValues.FALSE);
    }
    return listener;
  }

  private static ChainPlace chain(ProxyModel proxy, Outbound outbound) {
    if (!outbound.protocol().isHttp()) {
      return ChainPlace.tcp(tcp(outbound));
    }
    return ChainPlace.http(
        new HttpPlace(
            HttpManagers.outbound(outbound.service(), proxy.node().ipv6()),
            HttpManagers.routes().setName(proxy.naming().outboundRoutes(outbound)),
            HttpManagers.anyHost(outbound.service())),
        outbound.protocol());
  }

  private static TcpProxy.Builder tcp(Outbound outbound) {
    TcpProxy.Builder tcp = TcpProxy.newBuilder().setStatPrefix(StatNames.of(outbound.service()));
    List<WeightedBackend> backends = outbound.connections();
    if (backends.size() == 1) {
      return tcp.setCluster(backends.get(0).backend());
    }
    TcpProxy.WeightedCluster.Builder split = TcpProxy.WeightedCluster.newBuilder();
    backends.forEach(
        share ->
            split.addClusters(
                TcpProxy.WeightedCluster.ClusterWeight.newBuilder()
                    .setName(share.backend())
                    .setWeight(share.weight())));
    return tcp.setWeightedClusters(split);
  }

  @Override
  public ProxyModel proxy() {
    return proxy;
  }

  @Override
  public Listener.Builder listener() {
    return listener;
  }

  @Override
  public ChainPlace chain() {
    return chain;
  }

  Listener build(List<Route> routes) {
    chain.http().ifPresent(http -> http.virtualHost().addAllRoutes(routes));
    return listener.addFilterChains(chain.build(false)).build();
  }
}
