package io.kuma.xds.health;

import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.service.health.v3.ClusterEndpointsHealth;
import io.envoyproxy.envoy.service.health.v3.EndpointHealth;
import io.envoyproxy.envoy.service.health.v3.EndpointHealthResponse;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Networking;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.dataplane.Inbound.State;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a proxy found when it probed.
 *
 * @param envoy whether Envoy itself is ready; so it is taken if the proxy did not say
 * @param ports whether the workload answers, by its port, as far as it is probed
 */
public record HealthReport(boolean envoy, SortedMap<Integer, Boolean> ports) {
  public HealthReport {
    ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
  }

  static HealthReport of(EndpointHealthResponse response) {
    boolean envoy = true;
    SortedMap<Integer, Boolean> ports = new TreeMap<>();
    for (ClusterEndpointsHealth cluster : response.getClusterEndpointsHealthList()) {
      boolean healthy =
          cluster.getLocalityEndpointsHealthList().stream()
              .flatMap(locality -> locality.getEndpointsHealthList().stream())
              .map(EndpointHealth::getHealthStatus)
              .allMatch(HealthReport::isHealthy);
      if (cluster.getClusterName().equals(Probes.ENVOY)) {
        envoy = healthy;
      } else {
        Probes.port(cluster.getClusterName()).ifPresent(port -> ports.put(port, healthy));
      }
    }
    return new HealthReport(envoy, ports);
  }

  /** What was not probed yet counts as healthy: a proxy that has just begun takes nobody out. */
  private static boolean isHealthy(HealthStatus status) {
    return status == HealthStatus.HEALTHY || status == HealthStatus.UNKNOWN;
  }

  /**
   * The Dataplane with inbounds that are ready or not as they were found; the same if nothing
   * changes.
   */
  public Dataplane applyTo(Dataplane dataplane) {
    Networking networking = dataplane.networking();
    if (networking == null) {
      return dataplane;
    }
    List<Inbound> inbounds = networking.inbound().stream().map(this::applyTo).toList();
    if (inbounds.equals(networking.inbound())) {
      return dataplane;
    }
    return new Dataplane(
        new Networking(
            networking.address(),
            networking.advertisedAddress(),
            networking.gateway(),
            inbounds,
            networking.outbound(),
            networking.transparentProxying(),
            networking.admin(),
            networking.listeners()),
        dataplane.metrics(),
        dataplane.probes());
  }

  private Inbound applyTo(Inbound inbound) {
    boolean healthy = envoy && ports.getOrDefault(inbound.effectiveServicePort(), true);
    return switch (inbound.state()) {
      case Ready -> healthy ? inbound : with(inbound, State.NotReady);
      case NotReady -> healthy ? with(inbound, State.Ready) : inbound;
      case Ignored -> inbound;
    };
  }

  private static Inbound with(Inbound inbound, State state) {
    return new Inbound(
        inbound.port(),
        inbound.servicePort(),
        inbound.serviceAddress(),
        inbound.address(),
        inbound.tags(),
        // For readers that do not know the state yet.
        new Inbound.Health(state == State.Ready),
        inbound.serviceProbe(),
        state,
        inbound.name(),
        inbound.protocol());
  }
}
