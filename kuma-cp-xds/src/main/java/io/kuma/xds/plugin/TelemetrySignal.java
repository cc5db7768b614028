package io.kuma.xds.plugin;

import java.util.Locale;

/** A kind of telemetry. */
public enum TelemetrySignal {
  TRACES,
  LOGS,
  METRICS;

  /** As kuma-dp knows it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
