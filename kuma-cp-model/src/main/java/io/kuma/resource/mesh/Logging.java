package io.kuma.resource.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where access logs go when a TrafficLog names no backend or one of these. */
public record Logging(
    @Doc("The backend of policies that name none.") String defaultBackend,
    @Doc("The backends.") List<Backend> backends) {

  public Logging {
    backends = List.copyOf(backends);
  }

  /** A place that takes access logs. */
  public record Backend(
      @Doc("Identifies the backend within the mesh.") String name,
      @Doc("The form of an entry; a built-in one if empty.") String format,
      @Doc("tcp or file.") String type,
      @Doc("Settings of the type: address of tcp, path of file.") @Nullable JsonNode conf) {
    public static final String TCP = "tcp";
    public static final String FILE = "file";
  }
}
