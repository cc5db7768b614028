package io.kuma.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Points at a backend that several policies share, instead of naming its endpoint in each. */
@Doc("Points at a MeshOpenTelemetryBackend, which knows the endpoint.")
public record OpenTelemetryBackendRef(
    @Doc("What kind of thing is pointed at.") OpenTelemetryBackendRef.Kind kind,
    @Doc("Labels of the backend; it has to have all of them.")
        @Nullable Map<String, String> labels) {

  public OpenTelemetryBackendRef {
    labels = labels == null ? null : Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** What can be pointed at. */
  public enum Kind {
    MeshOpenTelemetryBackend
  }
}
