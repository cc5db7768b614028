package io.kuma.core.status;

import io.kuma.core.match.TelemetryBackends;
import io.kuma.model.Condition;
import io.kuma.model.Conditions;
import io.kuma.model.OpenTelemetryBackendRef;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.Spec;
import io.kuma.model.TelemetryPolicy;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which telemetry backends policies point at: told in the statuses of both. */
final class BackendReferences {
  private final TelemetryBackends backends;
  private final Map<ResourceKey, Integer> counts = new HashMap<>();

  BackendReferences(Collection<Resource<MeshOpenTelemetryBackend>> backends) {
    this.backends = TelemetryBackends.of(backends);
  }

  /** The policy with its status. What it points at counts as referred to from now on. */
  <S extends Spec> Resource<S> resolve(Resource<S> policy) {
    List<OpenTelemetryBackendRef> references =
        ((TelemetryPolicy) policy.spec()).telemetryBackends();
    SortedSet<String> unresolved = new TreeSet<>();
    for (OpenTelemetryBackendRef reference : references) {
      Optional<ResourceKey> backend = backends.find(reference).map(Resource::key);
      backend.ifPresent(key -> counts.merge(key, 1, Integer::sum));
      if (backend.isEmpty()) {
        unresolved.add(text(reference.labels()));
      }
    }
    return policy.withStatus(new Conditions(List.of(condition(references.isEmpty(), unresolved))));
  }

  /** The backend with its status, once all policies were resolved. */
  Resource<MeshOpenTelemetryBackend> count(Resource<MeshOpenTelemetryBackend> backend) {
    int count = counts.getOrDefault(backend.key(), 0);
    Condition condition =
        count == 0
            ? new Condition(
                "ReferencedByPolicies",
                Condition.Status.False,
                "NotReferenced",
                "Not referenced by any observability policy")
            : new Condition(
                "ReferencedByPolicies",
                Condition.Status.True,
                "Referenced",
                "Referenced by " + count + " policy backend(s)");
    return backend.withStatus(new Conditions(List.of(condition)));
  }

  private static Condition condition(boolean none, SortedSet<String> unresolved) {
    if (!unresolved.isEmpty()) {
      return new Condition(
          "BackendRefsResolved",
          Condition.Status.False,
          "UnresolvedBackendRefs",
          "Unresolved MeshOpenTelemetryBackend references: " + String.join(", ", unresolved));
    }
    return new Condition(
        "BackendRefsResolved",
        Condition.Status.True,
        "AllBackendRefsResolved",
        none
            ? "No MeshOpenTelemetryBackend references configured"
            : "All MeshOpenTelemetryBackend references are resolved");
  }

  /** As the contract shows a reference. */
  private static String text(@Nullable Map<String, String> labels) {
    return new TreeMap<>(labels == null ? Map.of() : labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(",", "labels:", ""));
  }
}
