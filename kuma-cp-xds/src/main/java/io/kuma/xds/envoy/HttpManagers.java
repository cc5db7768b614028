package io.kuma.xds.envoy;

import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ForwardClientCertDetails;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.InternalAddressConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails;

/**
 * HTTP connection managers and the routes inside them. Where a method asks about {@code ipv6}:
 * whether the proxy has IPv6 addresses, so that private ones of that kind count too.
 */
public final class HttpManagers {
  private static final CidrRange LOOPBACK_IPV4 = range("127.0.0.1", 32);
  private static final CidrRange LOOPBACK_IPV6 = range("::1", 128);

  /** The private networks: who calls from there may set Envoy's own headers. */
  private static final InternalAddressConfig PRIVATE_NETWORKS =
      privateNetworks(false).addCidrRanges(LOOPBACK_IPV4).build();

  private static final InternalAddressConfig PRIVATE_NETWORKS_AND_IPV6 =
      privateNetworks(true).addCidrRanges(LOOPBACK_IPV4).addCidrRanges(LOOPBACK_IPV6).build();

  private static final InternalAddressConfig LOOPBACK =
      InternalAddressConfig.newBuilder().addCidrRanges(LOOPBACK_IPV4).build();

  private static final InternalAddressConfig LOOPBACK_AND_IPV6 =
      LOOPBACK.toBuilder().addCidrRanges(LOOPBACK_IPV6).build();

  private static final long INBOUND_STREAM_IDLE_SECONDS = 3600;

  private HttpManagers() {}

  /** For requests to the workload: tells it who calls, by what the certificate proves. */
  public static HttpConnectionManager.Builder inbound(String statPrefix, boolean ipv6) {
    return HttpConnectionManager.newBuilder()
        .setStatPrefix(StatNames.of(statPrefix))
        .setInternalAddressConfig(ipv6 ? PRIVATE_NETWORKS_AND_IPV6 : PRIVATE_NETWORKS)
        .setForwardClientCertDetails(ForwardClientCertDetails.SANITIZE_SET)
        .setSetCurrentClientCertDetails(SetCurrentClientCertDetails.newBuilder().setUri(true))
        .setStreamIdleTimeout(ProtoValues.seconds(INBOUND_STREAM_IDLE_SECONDS));
  }

  /** For requests of the workload: routes see paths without dots and double slashes. */
  public static HttpConnectionManager.Builder outbound(String statPrefix, boolean ipv6) {
    return passthrough(statPrefix, ipv6).setNormalizePath(ProtoValues.TRUE);
  }

  /** For requests of the workload to destinations outside of the mesh: paths go as they come. */
  public static HttpConnectionManager.Builder passthrough(String statPrefix, boolean ipv6) {
    return HttpConnectionManager.newBuilder()
        .setStatPrefix(StatNames.of(statPrefix))
        .setInternalAddressConfig(ipv6 ? PRIVATE_NETWORKS_AND_IPV6 : PRIVATE_NETWORKS);
  }

  /** For the mesh's own listeners, which no workload speaks to. */
  public static HttpConnectionManager.Builder internal(String statPrefix, boolean ipv6) {
    return HttpConnectionManager.newBuilder()
        .setStatPrefix(StatNames.of(statPrefix))
        .setInternalAddressConfig(ipv6 ? LOOPBACK_AND_IPV6 : LOOPBACK);
  }

  /** Routes for every host. */
  public static VirtualHost.Builder anyHost(String name) {
    return VirtualHost.newBuilder().setName(name).addDomains("*");
  }

  /** Clusters may come later than routes, so that no order of updates is refused. */
  public static RouteConfiguration.Builder routes() {
    return RouteConfiguration.newBuilder().setValidateClusters(ProtoValues.FALSE);
  }

  private static InternalAddressConfig.Builder privateNetworks(boolean ipv6) {
    InternalAddressConfig.Builder networks =
        InternalAddressConfig.newBuilder()
            .addCidrRanges(range("10.0.0.0", 8))
            .addCidrRanges(range("192.168.0.0", 16))
            .addCidrRanges(range("172.16.0.0", 12));
    return ipv6
        ? networks.addCidrRanges(range("fc00::", 7)).addCidrRanges(range("fd00::", 8))
        : networks;
  }

  private static CidrRange range(String address, int bits) {
    return CidrRange.newBuilder()
        .setAddressPrefix(address)
        .setPrefixLen(ProtoValues.uint32(bits))
        .build();
  }
}
