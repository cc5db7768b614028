package io.kuma.core.manager;

import io.kuma.core.manager.ControlPlane.Environment;
import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.model.ResourceType;
import io.kuma.model.Sync;
import java.util.Optional;

/**
 * Which types users may write through this control plane (contract 2.4, "Read-only matrix").
 *
 * @param readOnly refuse every write, {@code KUMA_API_SERVER_READ_ONLY}
 */
public record WriteRules(ControlPlane controlPlane, boolean readOnly) {
  private static final String KUBERNETES =
      "On Kubernetes you cannot change the state of Kuma resources with 'kumactl apply' or via the"
          + " HTTP API. As a best practice, you should always be using 'kubectl apply' instead. You"
          + " can still use 'kumactl' or the HTTP API to make read-only operations. On Universal"
          + " this limitation does not apply.\n";
  private static final String GLOBAL =
      "On global control plane you can not modify dataplane resources with 'kumactl apply' or via"
          + " the HTTP API. You can still use 'kumactl' or the HTTP API to modify them on the zone"
          + " control plane.\n";
  private static final String ZONE =
      "On zone control plane you can only modify zone resources with 'kumactl apply' or via the"
          + " HTTP API. You can still use 'kumactl' or the HTTP API to modify the rest of the"
          + " resource on the global control plane.\n";

  /** Why users must not write resources of this type here, for people; empty if they may. */
  public Optional<String> refusal(ResourceType<?> type) {
    return readOnly || type.readOnly() || !isProvidedHere(type)
        ? Optional.of(explanation())
        : Optional.empty();
  }

  private boolean isProvidedHere(ResourceType<?> type) {
    return switch (controlPlane.mode()) {
      case GLOBAL -> isProvidedByGlobal(type);
      case ZONE -> !controlPlane.federated() || isProvidedByZone(type);
    };
  }

  static boolean isProvidedByGlobal(ResourceType<?> type) {
    return type.sync().contains(Sync.GLOBAL_TO_ZONE)
        || type.sync().contains(Sync.PROVIDED_BY_GLOBAL);
  }

  static boolean isProvidedByZone(ResourceType<?> type) {
    return type.sync().contains(Sync.ZONE_TO_GLOBAL) || type.sync().contains(Sync.PROVIDED_BY_ZONE);
  }

  private String explanation() {
    if (controlPlane.environment() == Environment.KUBERNETES) {
      return KUBERNETES;
    }
    return controlPlane.mode() == Mode.GLOBAL ? GLOBAL : ZONE;
  }
}
