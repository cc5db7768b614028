package io.kuma.model;

import java.util.List;

/** A policy that can send telemetry to backends which several policies share. */
public interface TelemetryPolicy extends Policy {

  /** The backends that it points at, each as often as it does. */
  List<OpenTelemetryBackendRef> telemetryBackends();
}
