package io.kuma.resource.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Doc;
import org.jspecify.annotations.Nullable;

/**
 * A way to expose metrics. A mesh has several to choose from, a proxy can adjust the one in force.
 */
public record MetricsBackend(
    @Doc("Identifies the backend within the mesh.") String name,
    @Doc("prometheus.") String type,
    @Doc("Settings of the type: port, path, tags, tls, aggregate.") @Nullable JsonNode conf) {
  public static final String PROMETHEUS = "prometheus";
}
