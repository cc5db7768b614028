package io.kuma.xds.envoy;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.extensions.filters.http.grpc_stats.v3.FilterConfig;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.listener.http_inspector.v3.HttpInspector;
import io.envoyproxy.envoy.extensions.filters.listener.original_dst.v3.OriginalDst;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;

/** Filters under the names by which Envoy and operators know them. */
public final class Filters {
  /** Tells TLS from plaintext before a filter chain is chosen. */
  public static final ListenerFilter TLS_INSPECTOR =
      ListenerFilter.newBuilder()
          .setName("envoy.filters.listener.tls_inspector")
          .setTypedConfig(Packed.any(TlsInspector.getDefaultInstance()))
          .build();

  /** Tells HTTP from other plaintext before a filter chain is chosen. */
  public static final ListenerFilter HTTP_INSPECTOR =
      ListenerFilter.newBuilder()
          .setName("envoy.filters.listener.http_inspector")
          .setTypedConfig(Packed.any(HttpInspector.getDefaultInstance()))
          .build();

  /** Recalls where a redirected connection was going. */
  public static final ListenerFilter ORIGINAL_DESTINATION =
      ListenerFilter.newBuilder()
          .setName("envoy.filters.listener.original_dst")
          .setTypedConfig(Packed.any(OriginalDst.getDefaultInstance()))
          .build();

  /** Sends requests where their route says; always the last. */
  public static final HttpFilter ROUTER =
      http("envoy.filters.http.router", Router.getDefaultInstance());

  /** Counts calls of gRPC by what they ended with. */
  public static final FilterConfig GRPC_STATISTICS_CONFIG =
      FilterConfig.newBuilder().setEmitFilterState(true).build();

  public static final HttpFilter GRPC_STATISTICS =
      http("envoy.filters.http.grpc_stats", GRPC_STATISTICS_CONFIG);

  private Filters() {}

  public static Filter network(String name, Message config) {
    return Filter.newBuilder().setName(name).setTypedConfig(Packed.any(config)).build();
  }

  public static Filter network(HttpConnectionManager manager) {
    return network("envoy.filters.network.http_connection_manager", manager);
  }

  public static Filter network(TcpProxy proxy) {
    return network("envoy.filters.network.tcp_proxy", proxy);
  }

  public static HttpFilter http(String name, Message config) {
    return HttpFilter.newBuilder().setName(name).setTypedConfig(Packed.any(config)).build();
  }
}
