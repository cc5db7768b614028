package io.kuma.core.snapshot;

import java.time.Duration;

/**
 * How soon snapshots follow the store.
 *
 * @param quiet a change waits this long for others to come with it
 * @param longest and no longer than this while others keep coming
 * @param period under lasting load, one renewal in this time
 * @param burst so many renewals may follow each other without waiting for their period
 * @param repair how often keys and versions are compared with the store, in case a change was lost
 * @param retry how long to wait after the store could not be read
 */
public record Pace(
    Duration quiet, Duration longest, Duration period, int burst, Duration repair, Duration retry) {

  /** A single change goes through at once; a thousand registrations come in a few hundred steps. */
  public static final Pace DEFAULT =
      new Pace(
          Duration.ofMillis(8),
          Duration.ofMillis(100),
          Duration.ofMillis(125),
          20,
          Duration.ofMinutes(1),
          Duration.ofSeconds(1));

  public Pace withRepair(Duration newRepair) {
    return new Pace(quiet, longest, period, burst, newRepair, retry);
  }
}
