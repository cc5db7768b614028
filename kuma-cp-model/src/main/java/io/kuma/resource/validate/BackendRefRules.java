package io.kuma.resource.validate;

import static io.kuma.model.TargetRefKind.MeshExternalService;
import static io.kuma.model.TargetRefKind.MeshMultiZoneService;
import static io.kuma.model.TargetRefKind.MeshService;
import static io.kuma.model.TargetRefKind.MeshServiceSubset;

import io.kuma.model.BackendRef;
import io.kuma.model.Violations.Path;

/** What a route may send traffic to. */
public final class BackendRefRules {
  private static final TargetRefRules BACKENDS =
      TargetRefRules.of(MeshService, MeshServiceSubset, MeshExternalService, MeshMultiZoneService);

  private BackendRefRules() {}

  /** Reports every problem with a backend of a route. */
  public static void check(Path path, BackendRef ref) {
    BACKENDS.check(path, ref.toTargetRef());
    if (ref.kind() == MeshMultiZoneService && ref.port() == null) {
      path.field("port").add("must be defined with kind MeshMultiZoneService");
    }
  }
}
