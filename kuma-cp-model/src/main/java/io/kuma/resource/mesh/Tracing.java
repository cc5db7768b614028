package io.kuma.resource.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where traces go when a TrafficTrace names no backend or one of these. */
public record Tracing(
    @Doc("The backend of policies that name none.") String defaultBackend,
    @Doc("The backends.") List<Backend> backends) {

  public Tracing {
    backends = List.copyOf(backends);
  }

  /** A place that takes traces. */
  public record Backend(
      @Doc("Identifies the backend within the mesh.") String name,
      @Doc("Percentage of requests that are traced, 0.0 to 100.0; all of them if absent.")
          @Nullable Double sampling,
      @Doc("zipkin or datadog.") String type,
      @Doc("Settings of the type: url of zipkin, address and port of datadog.")
          @Nullable JsonNode conf) {
    public static final String ZIPKIN = "zipkin";
    public static final String DATADOG = "datadog";
  }
}
