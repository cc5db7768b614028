package io.kuma.xds.envoy;

import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.BindConfig;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;

/** Clusters: where Envoy sends requests to. All of them start from the same limits. */
public final class Clusters {
  /** The key under which a cluster's HTTP options stand. */
  public static final String HTTP_OPTIONS =
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

  /** What is tried when no MeshTimeout says otherwise. */
  private static final long CONNECT_TIMEOUT_SECONDS = 5;

  private Clusters() {}

  /** Whose endpoints come over the stream. */
  public static Cluster.Builder discovered(String name) {
    return started(name)
        .setType(Cluster.DiscoveryType.EDS)
        .setEdsClusterConfig(Cluster.EdsClusterConfig.newBuilder().setEdsConfig(overTheStream()));
  }

  /** With a single known address. */
  public static Cluster.Builder fixed(String name, Address address) {
    return legible(name)
        .setType(Cluster.DiscoveryType.STATIC)
        .setLoadAssignment(
            ClusterLoadAssignment.newBuilder()
                .setClusterName(name)
                .addEndpoints(
                    LocalityLbEndpoints.newBuilder()
                        .addLbEndpoints(
                            LbEndpoint.newBuilder()
                                .setEndpoint(Endpoint.newBuilder().setAddress(address)))));
  }

  /**
   * With one address outside of the mesh: an IP address, or a host name that Envoy looks up.
   *
   * @param ipv6 whether addresses of IPv6 can be used
   */
  public static Cluster.Builder outside(String name, String host, int port, boolean ipv6) {
    Cluster.Builder cluster = fixed(name, Addresses.tcp(host, port));
    if (io.kuma.resource.validate.Addresses.isIp(host)) {
      return cluster;
    }
    cluster.setType(Cluster.DiscoveryType.STRICT_DNS);
    return ipv6 ? cluster : cluster.setDnsLookupFamily(Cluster.DnsLookupFamily.V4_ONLY);
  }

  /** That leads nowhere: what is sent there is refused. */
  public static Cluster.Builder withoutEndpoints(String name) {
    return started(name).setType(Cluster.DiscoveryType.STATIC).setAltStatName(StatNames.of(name));
  }

  /** That connects to where a redirected connection was going. */
  public static Cluster.Builder originalDestination(String name) {
    return legible(name)
        .setType(Cluster.DiscoveryType.ORIGINAL_DST)
        .setLbPolicy(Cluster.LbPolicy.CLUSTER_PROVIDED);
  }

  /** Under a name that can be told from its neighbours in the dotted names of statistics. */
  private static Cluster.Builder legible(String name) {
    String inStatistics = StatNames.of(name);
    Cluster.Builder cluster = started(name);
    return inStatistics.equals(name) ? cluster : cluster.setAltStatName(inStatistics);
  }

  /** Connections start from this address, whatever port is free. */
  public static BindConfig connectFrom(String address) {
    return BindConfig.newBuilder().setSourceAddress(Addresses.socket(address, 0)).build();
  }

  public static HttpProtocolOptions.Builder http1() {
    return HttpProtocolOptions.newBuilder()
        .setExplicitHttpConfig(
            HttpProtocolOptions.ExplicitHttpConfig.newBuilder()
                .setHttpProtocolOptions(Http1ProtocolOptions.getDefaultInstance()));
  }

  public static HttpProtocolOptions.Builder http2() {
    return HttpProtocolOptions.newBuilder()
        .setExplicitHttpConfig(
            HttpProtocolOptions.ExplicitHttpConfig.newBuilder()
                .setHttp2ProtocolOptions(Http2ProtocolOptions.getDefaultInstance()));
  }

  /** Resources that come over the same stream as this one. */
  public static ConfigSource overTheStream() {
    return ConfigSource.newBuilder()
        .setAds(AggregatedConfigSource.getDefaultInstance())
        .setResourceApiVersion(ApiVersion.V3)
        .build();
  }

  private static Cluster.Builder started(String name) {
    return Cluster.newBuilder()
        .setName(name)
        .setConnectTimeout(ProtoValues.seconds(CONNECT_TIMEOUT_SECONDS))
        .setCircuitBreakers(
            CircuitBreakers.newBuilder()
                .addThresholds(CircuitBreakers.Thresholds.newBuilder().setTrackRemaining(true)));
  }
}
