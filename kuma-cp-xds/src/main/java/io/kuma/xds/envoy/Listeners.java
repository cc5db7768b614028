package io.kuma.xds.envoy;

import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;

/** Listeners: where Envoy takes connections. */
public final class Listeners {
  private Listeners() {}

  public static Listener.Builder inbound(String name, Address address, boolean reusePort) {
    return Listener.newBuilder()
        .setName(name)
        .setAddress(address)
        .setTrafficDirection(TrafficDirection.INBOUND)
        .setEnableReusePort(reusePort ? ProtoValues.TRUE : ProtoValues.FALSE);
  }

  public static Listener.Builder outbound(String name, Address address) {
    return Listener.newBuilder()
        .setName(name)
        .setAddress(address)
        .setTrafficDirection(TrafficDirection.OUTBOUND);
  }

  /** Sends whatever comes to one cluster. */
  public static FilterChain.Builder forwardTo(String cluster, String statPrefix) {
    return FilterChain.newBuilder()
        .addFilters(Filters.network(tcpProxy(cluster, statPrefix).build()));
  }

  /** Connections that were going to this port. */
  public static FilterChainMatch toPort(int port) {
    return FilterChainMatch.newBuilder().setDestinationPort(ProtoValues.uint32(port)).build();
  }

  public static TcpProxy.Builder tcpProxy(String cluster, String statPrefix) {
    return TcpProxy.newBuilder().setCluster(cluster).setStatPrefix(StatNames.of(statPrefix));
  }
}
