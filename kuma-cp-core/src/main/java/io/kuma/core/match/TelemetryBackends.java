package io.kuma.core.match;

import io.kuma.model.LabelSelector;
import io.kuma.model.OpenTelemetryBackendRef;
import io.kuma.model.Resource;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The telemetry backends of a mesh. A reference means the oldest that has its labels. */
public record TelemetryBackends(List<Resource<MeshOpenTelemetryBackend>> oldestFirst) {
  public static final TelemetryBackends NONE = new TelemetryBackends(List.of());

  private static final Comparator<Resource<?>> OLDEST_FIRST =
      Comparator.comparing((Resource<?> backend) -> backend.meta().created())
          .thenComparing(Resource::key);

  public TelemetryBackends {
    oldestFirst = List.copyOf(oldestFirst);
  }

  public static TelemetryBackends of(Collection<Resource<MeshOpenTelemetryBackend>> backends) {
    return backends.isEmpty()
        ? NONE
        : new TelemetryBackends(backends.stream().sorted(OLDEST_FIRST).toList());
  }

  /** The backend that is meant; a reference without labels means none. */
  public Optional<Resource<MeshOpenTelemetryBackend>> find(
      @Nullable OpenTelemetryBackendRef reference) {
    Map<String, String> labels = reference == null ? null : reference.labels();
    if (labels == null || labels.isEmpty()) {
      return Optional.empty();
    }
    LabelSelector selector = LabelSelector.of(labels);
    return oldestFirst.stream()
        .filter(backend -> selector.matches(backend.meta().labels()))
        .findFirst();
  }
}
