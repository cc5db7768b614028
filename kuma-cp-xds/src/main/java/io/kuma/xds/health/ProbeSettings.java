package io.kuma.xds.health;

import java.time.Duration;

/**
 * How often proxies probe and report, where the Dataplane says nothing else ({@code
 * KUMA_DP_SERVER_HDS_*}).
 *
 * @param report between two reports
 * @param timeout of a probe
 * @param interval between two probes
 * @param noTrafficInterval between two probes of a port that nobody has used yet
 * @param healthyThreshold successes until a port counts as healthy
 * @param unhealthyThreshold failures until it does not
 */
public record ProbeSettings(
    Duration report,
    Duration timeout,
    Duration interval,
    Duration noTrafficInterval,
    int healthyThreshold,
    int unhealthyThreshold) {

  /** The contract's. */
  public static final ProbeSettings DEFAULT =
      new ProbeSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          1,
          1);
}
