package io.kuma.cp.management;

import io.kuma.core.manager.Leadership;
import io.kuma.cp.metric.XdsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Passes on what others know. */
public final class ManagedControlPlane implements ControlPlaneMXBean {
  private final Facts facts;
  private final Sources sources;
  private final Clock clock;
  private final Instant started;

  /** What does not change while it runs. */
  public record Facts(
      String version, String mode, String zone, String instanceId, String clusterId) {}

  /**
   * Who knows the rest.
   *
   * @param proxies how many are connected
   * @param pending how many wait for a look at their configuration
   */
  public record Sources(
      BooleanSupplier ready,
      Leadership leadership,
      IntSupplier proxies,
      IntSupplier pending,
      XdsMetrics xds) {}

  /** One that starts now. */
  public ManagedControlPlane(Facts facts, Sources sources, Clock clock) {
    this.facts = facts;
    this.sources = sources;
    this.clock = clock;
    this.started = clock.instant();
  }

  @Override
  public String getVersion() {
    return facts.version();
  }

  @Override
  public String getMode() {
    return facts.mode();
  }

  @Override
  public String getZone() {
    return facts.zone();
  }

  @Override
  public String getInstanceId() {
    return facts.instanceId();
  }

  @Override
  public String getClusterId() {
    return facts.clusterId();
  }

  @Override
  public Date getStartTime() {
    return Date.from(started);
  }

  @Override
  public long getUptimeSeconds() {
    return Duration.between(started, clock.instant()).toSeconds();
  }

  @Override
  public boolean isReady() {
    return sources.ready().getAsBoolean();
  }

  @Override
  public boolean isLeader() {
    return sources.leadership().isLeader();
  }

  @Override
  public int getConnectedProxies() {
    return sources.proxies().getAsInt();
  }

  @Override
  public int getPendingPushes() {
    return sources.pending().getAsInt();
  }

  @Override
  public long getPushes() {
    return sources.xds().allSent();
  }

  @Override
  public long getAcknowledgedPushes() {
    return sources.xds().allAcknowledged();
  }

  @Override
  public long getRejectedPushes() {
    return sources.xds().allRejected();
  }

  @Override
  public long getFailedConfigurations() {
    return sources.xds().allFailed();
  }

  @Override
  public @Nullable Date getLastPushTime() {
    return sources.xds().lastSent().map(Date::from).orElse(null);
  }

  @Override
  public long getIssuedCertificates() {
    return sources.xds().allIssued();
  }
}
