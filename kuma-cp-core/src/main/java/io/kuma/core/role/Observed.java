package io.kuma.core.role;

import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import java.util.Map;

/** What is observed of a resource has its name and its mesh, and is seen by whoever may see it. */
final class Observed {
  private static final Map<ResourceType<?>, ResourceType<?>> SUBJECTS =
      Map.of(
          CoreTypes.DATAPLANE_INSIGHT, CoreTypes.DATAPLANE,
          CoreTypes.MESH_INSIGHT, CoreTypes.MESH,
          CoreTypes.ZONE_EGRESS_INSIGHT, CoreTypes.ZONE_EGRESS,
          CoreTypes.ZONE_INGRESS_INSIGHT, CoreTypes.ZONE_INGRESS,
          CoreTypes.ZONE_INSIGHT, CoreTypes.ZONE);

  private Observed() {}

  /** The type that the rules of roles name for this one: mostly itself. */
  static ResourceType<?> subject(ResourceType<?> type) {
    return SUBJECTS.getOrDefault(type, type);
  }

  /** Whether resources of this type have the names of meshes and stand for them. */
  static boolean isMesh(ResourceType<?> type) {
    return subject(type).equals(CoreTypes.MESH);
  }
}
