package io.kuma.xds.generate;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.kuma.core.proxy.Feature;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.Naming;
import io.kuma.core.proxy.Protocol;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.FilterMetadata;
import io.kuma.xds.envoy.Filters;
import io.kuma.xds.envoy.HttpManagers;
import io.kuma.xds.envoy.Listeners;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.envoy.TlsContexts;
import io.kuma.xds.plugin.InboundXds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An inbound that is being put together: a listener and the cluster of the workload. */
final class InboundPlace implements InboundXds {
  /** A header of older proxies that told the caller's tags; workloads must not trust it. */
  private static final String TAGS_HEADER = "x-kuma-tags";

  private static final long IDLE_SECONDS = 7200;
  private static final String RAW = "raw_buffer";
  private static final String TLS = "tls";

  private final ProxyModel proxy;
  private final Listener.Builder listener;
  private final ChainPlace chain;
  private final ClusterPlace workload;
  private final CommonTlsContext.@Nullable Builder tls;
  private MutualTls.Mode mode;

  InboundPlace(ProxyModel proxy, Inbound inbound) {
    this.proxy = proxy;
    this.listener = listener(proxy, inbound);
    this.chain = chain(proxy, inbound);
    this.workload = workload(proxy, inbound);
    this.tls = proxy.mutualTls().map(tls -> TlsContexts.inbound(proxy.naming(), tls)).orElse(null);
    this.mode = proxy.mutualTls().map(MutualTls::mode).orElse(MutualTls.Mode.STRICT);
  }

  private static Listener.Builder listener(ProxyModel proxy, Inbound inbound) {
    Listener.Builder listener =
        Listeners.inbound(
                proxy.naming().inboundListener(inbound),
                Addresses.tcp(inbound.key().address(), inbound.key().port()),
                proxy.node().has(Feature.REUSE_PORT))
            .setMetadata(FilterMetadata.tags(inbound.tags()));
    proxy.naming().statPrefix(listener.getName()).ifPresent(listener::setStatPrefix);
    if (proxy.transparentProxy().isPresent()) {
      // Redirection delivers to the passthrough listener, which hands over to this one.
      listener.setBindToPort(ProtoValues.FALSE);
    }
    return listener;
  }

  private static ChainPlace chain(ProxyModel proxy, Inbound inbound) {
    Naming naming = proxy.naming();
    String cluster = naming.workloadCluster(inbound);
    if (!inbound.protocol().isHttp()) {
      return ChainPlace.tcp(Listeners.tcpProxy(cluster, cluster));
    }
    Route everything =
        Route.newBuilder()
            .setMatch(RouteMatch.newBuilder().setPrefix("/"))
            .setRoute(
                RouteAction.newBuilder().setCluster(cluster).setTimeout(ProtoValues.seconds(0)))
            .build();
    return ChainPlace.http(
        new HttpPlace(
            HttpManagers.inbound(cluster, proxy.node().ipv6()),
            HttpManagers.routes()
                .setName(naming.inboundRoutes(inbound))
                .addRequestHeadersToRemove(TAGS_HEADER),
            HttpManagers.anyHost(naming.inboundHost(inbound)).addRoutes(everything)),
        inbound.protocol());
  }

  private static ClusterPlace workload(ProxyModel proxy, Inbound inbound) {
    Cluster.Builder cluster =
        Clusters.fixed(
            proxy.naming().workloadCluster(inbound),
            Addresses.tcp(inbound.workloadAddress(), inbound.workloadPort()));
    if (proxy.transparentProxy().isPresent()) {
      boolean ipv6 = Addresses.isIpv6(inbound.workloadAddress());
      cluster.setUpstreamBindConfig(Clusters.connectFrom(Addresses.unredirected(ipv6)));
    }
    if (!inbound.protocol().isHttp()) {
      return new ClusterPlace(cluster, null);
    }
    return new ClusterPlace(
        cluster,
        (inbound.protocol() == Protocol.HTTP ? Clusters.http1() : Clusters.http2())
            .setCommonHttpProtocolOptions(
                HttpProtocolOptions.newBuilder()
                    .setIdleTimeout(ProtoValues.seconds(IDLE_SECONDS))));
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

  @Override
  public ClusterPlace workload() {
    return workload;
  }

  @Override
  public Optional<CommonTlsContext.Builder> tls() {
    return Optional.ofNullable(tls);
  }

  @Override
  public void tlsMode(MutualTls.Mode newMode) {
    mode = newMode;
  }

  Cluster buildCluster() {
    return workload.build();
  }

  Listener buildListener() {
    if (tls == null) {
      return listener.addFilterChains(chain.build(false)).build();
    }
    FilterChain.Builder secured =
        chain.build(true).setTransportSocket(TlsContexts.downstream(tls.build()));
    if (mode == MutualTls.Mode.STRICT) {
      return listener.addFilterChains(secured).build();
    }
    FilterChain open = chain.build(false).build();
    return listener
        .addListenerFilters(Filters.TLS_INSPECTOR)
        .addFilterChains(open.toBuilder().setFilterChainMatch(match(RAW)))
        // The workload's own TLS, which is not ours to end.
        .addFilterChains(open.toBuilder().setFilterChainMatch(match(TLS)))
        .addFilterChains(
            secured.setFilterChainMatch(match(TLS).addApplicationProtocols(TlsContexts.MESH_ALPN)))
        .build();
  }

  private static FilterChainMatch.Builder match(String transport) {
    return FilterChainMatch.newBuilder().setTransportProtocol(transport);
  }
}
