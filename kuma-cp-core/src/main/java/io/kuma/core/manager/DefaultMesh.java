package io.kuma.core.manager;

import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;

/** The mesh that is there from the start, unless {@code KUMA_DEFAULTS_SKIP_MESH_CREATION}. */
public final class DefaultMesh {
  public static final String NAME = "default";

  private DefaultMesh() {}

  public static Essential<Mesh> essential() {
    return new Essential<>(CoreTypes.MESH, CoreTypes.MESH.key("", NAME), () -> Mesh.EMPTY);
  }
}
