package io.kuma.xds.health;

import com.google.protobuf.Duration;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HealthCheck;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.HttpHealthCheck;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.TcpHealthCheck;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.service.health.v3.ClusterHealthCheck;
import io.envoyproxy.envoy.service.health.v3.HealthCheckSpecifier;
import io.envoyproxy.envoy.service.health.v3.LocalityEndpoints;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Networking;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.dataplane.Inbound.ServiceProbe;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Clusters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy is to probe: whether Envoy itself is ready, and every port with a {@code
 * serviceProbe}.
 */
final class Probes {
  /** The name under which Envoy's own readiness is reported. */
  static final String ENVOY = "kuma:envoy:admin";

  private static final String PORT = "localhost:";
  private static final String LOOPBACK = "127.0.0.1";

  private Probes() {}

  static HealthCheckSpecifier of(Dataplane dataplane, NodeFacts node, ProbeSettings settings) {
    HealthCheckSpecifier.Builder all =
        HealthCheckSpecifier.newBuilder().setInterval(duration(settings.report()));
    if (node.adminPort() != 0 || node.adminSocket().isPresent()) {
      all.addClusterHealthChecks(envoy(node, settings));
    }
    Networking networking = dataplane.networking();
    if (networking != null) {
      boolean redirected = dataplane.isTransparent() || node.transparentProxy().isPresent();
      for (Inbound inbound : networking.inbound()) {
        ServiceProbe probe = inbound.serviceProbe();
        if (probe != null) {
          String host =
              inbound.serviceAddress().isEmpty()
                  ? inbound.effectiveAddress(networking)
                  : inbound.serviceAddress();
          all.addClusterHealthChecks(port(host, inbound, probe, redirected, settings));
        }
      }
    }
    return all.build();
  }

  /** The port whose health is reported under a name. */
  static Optional<Integer> port(String cluster) {
    String port = cluster.startsWith(PORT) ? cluster.substring(PORT.length()) : "";
    return port.matches("\\d{1,5}") ? Optional.of(Integer.valueOf(port)) : Optional.empty();
  }

  private static ClusterHealthCheck envoy(NodeFacts node, ProbeSettings settings) {
    Address address =
        node.adminSocket()
            .map(Addresses::pipe)
            .orElseGet(() -> Addresses.tcp(LOOPBACK, node.adminPort()));
    return check(ENVOY, address)
        .addHealthChecks(
            HealthCheck.newBuilder()
                .setTimeout(duration(settings.timeout()))
                .setInterval(duration(settings.interval()))
                .setNoTrafficInterval(duration(settings.noTrafficInterval()))
                .setHealthyThreshold(UInt32Value.of(settings.healthyThreshold()))
                .setUnhealthyThreshold(UInt32Value.of(settings.unhealthyThreshold()))
                .setHttpHealthCheck(HttpHealthCheck.newBuilder().setPath("/ready")))
        .build();
  }

  private static ClusterHealthCheck port(
      String host,
      Inbound inbound,
      ServiceProbe probe,
      boolean redirected,
      ProbeSettings settings) {
    int port = inbound.effectiveServicePort();
    ClusterHealthCheck.Builder check =
        check(PORT + port, Addresses.tcp(host, port))
            .addHealthChecks(
                HealthCheck.newBuilder()
                    .setTimeout(duration(or(probe.timeout(), settings.timeout())))
                    .setInterval(duration(or(probe.interval(), settings.interval())))
                    .setNoTrafficInterval(duration(settings.noTrafficInterval()))
                    .setHealthyThreshold(
                        UInt32Value.of(or(probe.healthyThreshold(), settings.healthyThreshold())))
                    .setUnhealthyThreshold(
                        UInt32Value.of(
                            or(probe.unhealthyThreshold(), settings.unhealthyThreshold())))
                    .setTcpHealthCheck(TcpHealthCheck.getDefaultInstance()));
    boolean loopback = host.startsWith("127.") || host.equals("::1");
    if (redirected && !loopback) {
      // Else the probe would be redirected to the proxy, which always answers.
      check.setUpstreamBindConfig(
          Clusters.connectFrom(Addresses.unredirected(Addresses.isIpv6(host))));
    }
    return check.build();
  }

  private static ClusterHealthCheck.Builder check(String name, Address address) {
    return ClusterHealthCheck.newBuilder()
        .setClusterName(name)
        .addLocalityEndpoints(
            LocalityEndpoints.newBuilder().addEndpoints(Endpoint.newBuilder().setAddress(address)));
  }

  private static <T> T or(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }

  private static Duration duration(java.time.Duration duration) {
    return Durations.fromNanos(duration.toNanos());
  }
}
