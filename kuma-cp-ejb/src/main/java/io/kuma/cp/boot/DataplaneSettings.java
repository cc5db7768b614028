package io.kuma.cp.boot;

import io.kuma.core.status.StatusSettings;
import io.kuma.core.vip.ServiceVips;
import io.kuma.cp.insight.InsightRetention;
import io.kuma.cp.insight.ResyncIntervals;
import java.time.Duration;

/**
 * What can be set of the side that faces proxies.
 *
 * @param port of the data plane server; 0 for any that is free
 * @param diagnostics how operators ask
 * @param authenticate whether proxies must show a token
 * @param nackBackoff how long content that a proxy refused is kept from it
 * @param insightFlush how often insights are written
 * @param deregistrationDelay how long a proxy may be away before a Dataplane that it brought goes
 * @param retention how much is kept of proxies, and how long
 * @param shutdown how it ends
 * @param pushThreads how many proxies are worked on at a time
 * @param meshInsights how often the insights of a mesh are computed
 * @param statuses what the statuses of services depend on
 * @param statusInterval the least time from one look at what a mesh's statuses depend on to the
 *     next
 * @param vips how services that are known by tags are called
 * @param monitoring how Prometheus finds proxies
 */
public record DataplaneSettings(
    int port,
    DiagnosticsSettings diagnostics,
    boolean authenticate,
    Duration nackBackoff,
    Duration insightFlush,
    Duration deregistrationDelay,
    InsightRetention retention,
    Shutdown shutdown,
    int pushThreads,
    ResyncIntervals meshInsights,
    StatusSettings statuses,
    Duration statusInterval,
    ServiceVips vips,
    MonitoringAssignmentServer monitoring) {

  /**
   * How it ends.
   *
   * @param delay how long it serves on when it is not ready any more
   * @param grace how long open calls may take after that
   */
  public record Shutdown(Duration delay, Duration grace) {}

  /** As they are set. */
  public static DataplaneSettings of(CpSettings settings) {
    return new DataplaneSettings(
        settings.dpServer().port(),
        settings.diagnostics(),
        settings.dpServer().authn().dpProxy().authenticates(),
        settings.xdsServer().nackBackoff(),
        settings.xdsServer().dataplaneStatusFlushInterval(),
        settings.xdsServer().dataplaneDeregistrationDelay(),
        settings.insightRetention(),
        new Shutdown(
            settings.general().shutdownDelay(), settings.dpServer().gracefulShutdownTimeout()),
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        new ResyncIntervals(
            settings.metrics().mesh().minResyncInterval(),
            settings.metrics().mesh().fullResyncInterval()),
        settings.observation().statuses(),
        settings.observation().interval(),
        settings.dnsServer().vips(),
        settings.monitoringAssignmentServer());
  }
}
