package io.kuma.cp.insight;

import java.time.Duration;

/**
 * How often the insights of a mesh are computed.
 *
 * @param least the least time from one computation to the next ({@code
 *     KUMA_METRICS_MESH_MIN_RESYNC_INTERVAL})
 * @param full how long after a failure those that were missed are computed ({@code
 *     KUMA_METRICS_MESH_FULL_RESYNC_INTERVAL})
 */
public record ResyncIntervals(Duration least, Duration full) {
  /** The contract's defaults. */
  public static final ResyncIntervals DEFAULT =
      new ResyncIntervals(Duration.ofSeconds(1), Duration.ofSeconds(20));
}
