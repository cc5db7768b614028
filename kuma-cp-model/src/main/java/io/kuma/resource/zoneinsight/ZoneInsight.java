package io.kuma.resource.zoneinsight;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was observed of a Zone, under the same name (contract sections 2.6, 3.1 and 9). */
@Doc("What a global control plane observed of the control plane of a zone.")
@Kind(
    scope = Scope.GLOBAL,
    path = "zone-insights",
    shape = Shape.FLAT,
    sync = {Sync.PROVIDED_BY_GLOBAL, Sync.PROVIDED_BY_ZONE},
    readOnly = true)
public record ZoneInsight(
    @Doc("The zone's connections, oldest first.") List<KdsSubscription> subscriptions,
    @Doc("Which global control planes can ask the zone for what Envoy's admin interface says.")
        @Nullable EnvoyAdminStreams envoyAdminStreams,
    @Doc("When the zone was last heard of.") @Nullable HealthCheck healthCheck,
    @Doc("The streams that stand, and to which global control plane.")
        @Nullable KdsStreams kdsStreams)
    implements Spec {

  public ZoneInsight {
    subscriptions = List.copyOf(subscriptions);
  }

  /** An insight of a zone that was never seen. */
  public static final ZoneInsight EMPTY = new ZoneInsight(List.of(), null, null, null);

  /** Whether the zone is connected: one of its connections has begun and not ended. */
  public boolean isOnline() {
    return subscriptions.stream().anyMatch(KdsSubscription::isOnline);
  }

  /** Which global control planes can ask for what Envoy's admin interface says. */
  public record EnvoyAdminStreams(
      @Doc("For the configuration of a proxy.") String configDumpGlobalInstanceId,
      @Doc("For its statistics.") String statsGlobalInstanceId,
      @Doc("For its clusters.") String clustersGlobalInstanceId) {}

  /** When the zone was last heard of. */
  public record HealthCheck(@Doc("The time of the last health check.") @Nullable Instant time) {}

  /** The streams that stand. */
  public record KdsStreams(
      @Doc("For the clusters of proxies.") @Nullable KdsStream clusters,
      @Doc("For the configuration of proxies.") @Nullable KdsStream configDump,
      @Doc("For the statistics of proxies.") @Nullable KdsStream stats,
      @Doc("For resources of the global control plane.") @Nullable KdsStream globalToZone,
      @Doc("For resources of the zone.") @Nullable KdsStream zoneToGlobal) {}

  /** A stream that stands. */
  public record KdsStream(
      @Doc("The global control plane that serves it.") String globalInstanceId,
      @Doc("When it began.") @Nullable Instant connectTime) {}
}
