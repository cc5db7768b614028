package io.kuma.resource.mesh;

import io.kuma.model.Doc;
import java.util.List;

/** How proxies expose metrics. */
public record Metrics(
    @Doc("The name of the backend in force; none if it is empty.") String enabledBackend,
    @Doc("The backends.") List<MetricsBackend> backends) {

  public Metrics {
    backends = List.copyOf(backends);
  }
}
