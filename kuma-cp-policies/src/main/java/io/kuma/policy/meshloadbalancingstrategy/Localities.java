package io.kuma.policy.meshloadbalancingstrategy;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig.LocalityWeightedLbConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.Instance;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.AffinityTag;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.CrossZone;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.Failover;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.FromZones;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.LocalZone;
import io.kuma.policy.meshloadbalancingstrategy.LocalityAwareness.ToZones;
import io.kuma.xds.envoy.FilterMetadata;
import io.kuma.xds.envoy.LoadAssignments;
import io.kuma.xds.envoy.LoadAssignments.Place;
import io.kuma.xds.plugin.BackendXds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which instances are preferred by where they are. */
final class Localities {
  private static final int FIRST = 0;
  private static final int OTHER_ZONES = 1;

  /** Of an instance of the own zone that shares no tag. */
  private static final int LEAST_WEIGHT = 1;

  /** Half of the instances have to be healthy for traffic to stay. */
  private static final int USUAL_OVERPROVISIONING = 200;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** A tag whose value the proxy has, and what instances get that have it too. */
  private record Affinity(String key, String value, int weight) {
    private static final int LONGEST = 8;

    /** Nine tenths of what the tags before it have left. */
    static int usualWeight(int position, int tags) {
      int exponent = Math.min(tags - position - 1, LONGEST);
      return 9 * (int) Math.pow(10, exponent);
    }

    boolean isSharedBy(Instance instance) {
      String tag = instance.tags().get(key);
      return value.equals(tag == null ? instance.labels().get(key) : tag);
    }
  }

  private final String ownZone;
  private final boolean weighted;
  private final List<Affinity> affinities;
  private final List<Failover> failovers;

  private Localities(ProxyModel proxy, LocalityAwareness settings) {
    this.ownZone = proxy.inputs().zone();
    List<AffinityTag> tags = tags(settings.localZone());
    this.weighted = !tags.isEmpty();
    this.affinities = affinities(tags, proxy);
    CrossZone crossZone = settings.crossZone();
    this.failovers =
        crossZone == null || crossZone.failover() == null ? List.of() : crossZone.failover();
  }

  static void set(@Nullable LocalityAwareness settings, Backend backend, BackendXds xds) {
    if (settings == null) {
      preferOwnZone(backend, xds);
    } else if (!Boolean.TRUE.equals(settings.disabled())) {
      new Localities(xds.proxy(), settings).set(backend, settings.crossZone(), xds);
    }
  }

  /** Whoever says anything about balancing gets this as well. */
  private static void preferOwnZone(Backend backend, BackendXds xds) {
    String ownZone = xds.proxy().inputs().zone();
    if (backend.all().stream().allMatch(instance -> isIn(ownZone, instance))) {
      return;
    }
    for (LocalityLbEndpoints.Builder locality : xds.endpoints().getEndpointsBuilderList()) {
      String zone = locality.getLocality().getZone();
      if (!zone.isEmpty() && !zone.equals(ownZone)) {
        locality.setPriority(OTHER_ZONES);
      }
    }
  }

  private void set(Backend backend, @Nullable CrossZone crossZone, BackendXds xds) {
    if (weighted) {
      xds.cluster()
          .getCommonLbConfigBuilder()
          .setLocalityWeightedLbConfig(LocalityWeightedLbConfig.getDefaultInstance());
    }
    ClusterLoadAssignment.Builder endpoints = xds.endpoints();
    endpoints
        .clearEndpoints()
        .addAllEndpoints(
            LoadAssignments.of(backend.name(), backend.all(), this::place).getEndpointsList());
    // Upstream leaves labels out here, though they count above.
    endpoints.getEndpointsBuilderList().stream()
        .flatMap(locality -> locality.getLbEndpointsBuilderList().stream())
        .forEach(
            endpoint -> endpoint.getMetadataBuilder().removeFilterMetadata(FilterMetadata.LABELS));
    endpoints
        .getPolicyBuilder()
        .setOverprovisioningFactor(UInt32Value.of(overprovisioning(crossZone)));
  }

  private Optional<Place> place(Instance instance) {
    if (isIn(ownZone, instance)) {
      return Optional.of(
          affinities.stream()
              .filter(affinity -> affinity.isSharedBy(instance))
              .findFirst()
              .map(
                  affinity ->
                      new Place(
                          ownZone,
                          affinity.key() + "=" + affinity.value(),
                          affinity.weight(),
                          FIRST))
              .orElse(new Place(ownZone, "", LEAST_WEIGHT, FIRST)));
    }
    for (int i = 0; i < failovers.size(); i++) {
      Failover failover = failovers.get(i);
      if (isFrom(ownZone, failover.from()) && isTo(instance.zone(), failover.to())) {
        // Where localities have weights, one without is not used at all.
        return Optional.of(
            new Place(instance.zone(), "", weighted ? LEAST_WEIGHT : 0, OTHER_ZONES + i));
      }
    }
    return Optional.empty();
  }

  /** Who does not say where it runs, runs here. */
  private static boolean isIn(String zone, Instance instance) {
    return instance.zone().isEmpty() || instance.zone().equals(zone);
  }

  private static boolean isFrom(String zone, @Nullable FromZones from) {
    return from == null || from.zones().contains(zone);
  }

  private static boolean isTo(String zone, ToZones to) {
    List<String> zones = to.zones() == null ? List.of() : to.zones();
    return switch (to.type()) {
      case None -> false;
      case Only -> zones.contains(zone);
      case Any -> true;
      case AnyExcept -> !zones.contains(zone);
    };
  }

  private static List<AffinityTag> tags(@Nullable LocalZone localZone) {
    return localZone == null || localZone.affinityTags() == null
        ? List.of()
        : localZone.affinityTags();
  }

  private static List<Affinity> affinities(List<AffinityTag> tags, ProxyModel proxy) {
    List<Affinity> affinities = new ArrayList<>();
    for (int i = 0; i < tags.size(); i++) {
      AffinityTag tag = tags.get(i);
      int weight = tag.weight() == null ? Affinity.usualWeight(i, tags.size()) : tag.weight();
      proxy.inbounds().stream()
          .map(Inbound::tags)
          .map(all -> all.get(tag.key()))
          .filter(Objects::nonNull)
          .sorted()
          .findFirst()
          .ifPresent(value -> affinities.add(new Affinity(tag.key(), value, weight)));
    }
    return affinities;
  }

  /** Upstream divides whole numbers; so 60 percent are as good as 100. */
  private static int overprovisioning(@Nullable CrossZone crossZone) {
    if (crossZone == null || crossZone.failoverThreshold() == null) {
      return USUAL_OVERPROVISIONING;
    }
    return crossZone
        .failoverThreshold()
        .percentage()
        .toDecimal()
        .filter(percentage -> percentage.signum() > 0)
        .map(
            percentage ->
                HUNDRED.divideToIntegralValue(percentage).multiply(HUNDRED).min(MOST).intValue())
        .orElse(USUAL_OVERPROVISIONING);
  }
}
