package io.kuma.resource.validate;

import io.kuma.model.OpenTelemetryBackendRef;
import io.kuma.model.Violations.Path;
import org.jspecify.annotations.Nullable;

/** How policies name the OpenTelemetry collector that they send to. */
public final class OpenTelemetryRules {
  /** The warning for a policy that {@link #usesEndpoint}. */
  public static final String ENDPOINT_DEPRECATED =
      "openTelemetry.endpoint is deprecated, use openTelemetry.backendRef with a"
          + " MeshOpenTelemetryBackend resource instead";

  private OpenTelemetryRules() {}

  /** Whether the collector is known by its endpoint alone. */
  public static boolean usesEndpoint(
      @Nullable String endpoint, @Nullable OpenTelemetryBackendRef backendRef) {
    return endpoint != null && !endpoint.isEmpty() && backendRef == null;
  }

  /**
   * Reports what is wrong with the collector: it is named by its endpoint or by a reference.
   *
   * @param path the place that {@code endpoint} and {@code backendRef} stand in
   * @return whether there is an endpoint that this check has nothing to say about; some policies
   *     ask more of it
   */
  public static boolean check(
      Path path, @Nullable String endpoint, @Nullable OpenTelemetryBackendRef backendRef) {
    if (endpoint == null || endpoint.isEmpty()) {
      if (backendRef == null) {
        path.add("openTelemetry must have exactly one defined: endpoint, backendRef");
      } else {
        checkRef(path.field("backendRef"), backendRef);
      }
      return false;
    }
    if (backendRef != null) {
      path.add("openTelemetry must have only one type defined: endpoint, backendRef");
      return false;
    }
    if (endpoint.matches("(?s).*[/?#].*")) {
      path.field("endpoint").add("must be in host:port format, not a URL");
      return false;
    }
    return true;
  }

  private static void checkRef(Path path, OpenTelemetryBackendRef ref) {
    if (ref.labels() == null || ref.labels().isEmpty()) {
      path.add("backendRef must have exactly one defined: labels");
    }
  }
}
