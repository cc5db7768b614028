package io.kuma.resource.validate;

import io.kuma.model.Violations.Path;
import io.kuma.model.json.GoDuration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long durations may be. An absent one is fine, unless it is required. */
public final class Durations {
  private Durations() {}

  /** Reports 0 and less, as policies put it. */
  public static void checkPositive(Path path, @Nullable Duration duration) {
    if (duration != null && (duration.isNegative() || duration.isZero())) {
      path.add("must be greater than zero when defined");
    }
  }

  /** Reports less than 0, as policies put it. */
  public static void checkNotNegative(Path path, @Nullable Duration duration) {
    if (duration != null && duration.isNegative()) {
      path.add("must not be negative when defined");
    }
  }

  /** Reports an absent one and 0, as flat types put it. */
  public static void requireNotZero(Path path, @Nullable Duration duration) {
    if (duration == null || duration.isZero()) {
      path.add("must have a positive value");
    }
  }

  /** Reports 0, as retries and timeouts put it. */
  public static void checkGreaterThanZero(Path path, @Nullable Duration duration) {
    if (duration != null && duration.isZero()) {
      path.add("has to be greater than 0 when defined");
    }
  }

  /** Reports 0, as flat types put it. */
  public static void checkNotZero(Path path, @Nullable Duration duration) {
    if (duration != null && duration.isZero()) {
      path.add("must have a positive value");
    }
  }

  /** Reports what is not longer than {@code limit}. */
  public static void checkLongerThan(Path path, Duration duration, Duration limit) {
    if (duration.compareTo(limit) <= 0) {
      path.add("must be greater than: " + GoDuration.format(limit));
    }
  }
}
