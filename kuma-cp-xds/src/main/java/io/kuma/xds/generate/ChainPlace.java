package io.kuma.xds.generate;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.kuma.core.proxy.Protocol;
import io.kuma.xds.envoy.Filters;
import io.kuma.xds.plugin.ChainXds;
import io.kuma.xds.plugin.FilterSlot;
import io.kuma.xds.plugin.HttpXds;
import io.kuma.xds.plugin.NetworkFilterSlot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A filter chain that is being put together. */
final class ChainPlace implements ChainXds {
  private final @Nullable HttpPlace http;
  private final TcpProxy.@Nullable Builder tcp;
  private final Map<NetworkFilterSlot, List<Filter>> filters =
      new EnumMap<>(NetworkFilterSlot.class);

  private ChainPlace(@Nullable HttpPlace http, TcpProxy.@Nullable Builder tcp) {
    this.http = http;
    this.tcp = tcp;
  }

  static ChainPlace http(HttpPlace http, Protocol protocol) {
    if (protocol == Protocol.GRPC) {
      http.filter(
          FilterSlot.GRPC_STATISTICS,
          Filters.GRPC_STATISTICS.getName(),
          Filters.GRPC_STATISTICS_CONFIG);
    }
    return new ChainPlace(http, null);
  }

  static ChainPlace tcp(TcpProxy.Builder tcp) {
    return new ChainPlace(null, tcp);
  }

  @Override
  public void filter(NetworkFilterSlot slot, String name, Message config) {
    filters.computeIfAbsent(slot, s -> new ArrayList<>()).add(Filters.network(name, config));
  }

  @Override
  public Optional<HttpXds> http() {
    return Optional.ofNullable(http);
  }

  @Override
  public Optional<TcpProxy.Builder> tcp() {
    return Optional.ofNullable(tcp);
  }

  /**
   * @param callerKnown whether the chain demands a certificate of the mesh
   */
  FilterChain.Builder build(boolean callerKnown) {
    FilterChain.Builder chain = FilterChain.newBuilder();
    filters.forEach(
        (slot, list) -> {
          if (callerKnown || !slot.judgesCaller()) {
            chain.addAllFilters(list);
          }
        });
    if (http != null) {
      return chain.addFilters(Filters.network(http.build(callerKnown)));
    }
    if (tcp != null) {
      return chain.addFilters(Filters.network(tcp.build()));
    }
    throw new IllegalStateException("a chain ends in HTTP or in TCP");
  }
}
