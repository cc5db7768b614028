package io.kuma.xds.envoy;

import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.kuma.core.proxy.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The endpoints of a cluster, grouped by the zone they are in. */
public final class LoadAssignments {
  private LoadAssignments() {}

  /**
   * Where an instance is, as far as the choice of an instance depends on it.
   *
   * @param zone empty if it is not known
   * @param subZone what instances of the zone are told apart by; empty for nothing
   * @param weight its share of the traffic among those of the same priority; 0 for none of its own
   * @param priority 0 for those that are used first
   */
  public record Place(String zone, String subZone, int weight, int priority)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::zone)
            .thenComparing(Place::subZone)
            .thenComparingInt(Place::priority)
            .thenComparingInt(Place::weight);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** Keeps the order of the instances within a zone; zones are sorted by name. */
  public static ClusterLoadAssignment.Builder of(String cluster, List<Instance> instances) {
    return of(cluster, instances, instance -> Optional.of(new Place(instance.zone(), "", 0, 0)));
  }

  /**
   * The same with other places.
   *
   * @param places tells where an instance is, or that it is not to be used
   */
  public static ClusterLoadAssignment.Builder of(
      String cluster, List<Instance> instances, Function<Instance, Optional<Place>> places) {
    SortedMap<Place, LocalityLbEndpoints.Builder> localities = new TreeMap<>();
    for (Instance instance : instances) {
      places
          .apply(instance)
          .ifPresent(
              place ->
                  localities
                      .computeIfAbsent(place, LoadAssignments::locality)
                      .addLbEndpoints(endpoint(instance)));
    }
    ClusterLoadAssignment.Builder assignment =
        ClusterLoadAssignment.newBuilder().setClusterName(cluster);
    localities.values().forEach(assignment::addEndpoints);
    return assignment;
  }

  private static LocalityLbEndpoints.Builder locality(Place place) {
    LocalityLbEndpoints.Builder locality =
        LocalityLbEndpoints.newBuilder().setPriority(place.priority());
    if (!place.zone().isEmpty()) {
      locality.setLocality(Locality.newBuilder().setZone(place.zone()).setSubZone(place.subZone()));
    }
    if (place.weight() > 0) {
      locality.setLoadBalancingWeight(ProtoValues.uint32(place.weight()));
    }
    return locality;
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
