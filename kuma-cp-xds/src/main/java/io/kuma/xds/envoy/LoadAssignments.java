package io.kuma.xds.envoy;

import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.kuma.core.proxy.Instance;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The endpoints of a cluster, grouped by the zone they are in. */
public final class LoadAssignments {
  private LoadAssignments() {}

  /** Keeps the order of the instances within a zone; zones are sorted by name. */
  public static ClusterLoadAssignment.Builder of(String cluster, List<Instance> instances) {
    SortedMap<String, LocalityLbEndpoints.Builder> byZone = new TreeMap<>();
    for (Instance instance : instances) {
      byZone
          .computeIfAbsent(instance.zone(), LoadAssignments::locality)
          .addLbEndpoints(endpoint(instance));
    }
    ClusterLoadAssignment.Builder assignment =
        ClusterLoadAssignment.newBuilder().setClusterName(cluster);
    byZone.values().forEach(assignment::addEndpoints);
    return assignment;
  }

  private static LocalityLbEndpoints.Builder locality(String zone) {
    LocalityLbEndpoints.Builder locality = LocalityLbEndpoints.newBuilder();
    return zone.isEmpty() ? locality : locality.setLocality(Locality.newBuilder().setZone(zone));
  }

  private static LbEndpoint endpoint(Instance instance) {
    return LbEndpoint.newBuilder()
        .setEndpoint(
            Endpoint.newBuilder().setAddress(Addresses.tcp(instance.address(), instance.port())))
        .setLoadBalancingWeight(ProtoValues.uint32(instance.weight()))
        .setMetadata(metadata(instance))
        .build();
  }

  private static Metadata metadata(Instance instance) {
    Metadata.Builder metadata = Metadata.newBuilder();
    if (!instance.tags().isEmpty()) {
      metadata
          .putFilterMetadata(FilterMetadata.LOAD_BALANCING, FilterMetadata.struct(instance.tags()))
          .putFilterMetadata(
              FilterMetadata.TRANSPORT_SOCKET_MATCH, FilterMetadata.struct(instance.tags()));
    }
    if (!instance.labels().isEmpty()) {
      metadata.putFilterMetadata(FilterMetadata.LABELS, FilterMetadata.struct(instance.labels()));
    }
    return metadata.build();
  }
}
