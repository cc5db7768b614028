package io.kuma.core.status;

import io.kuma.model.Condition;
import io.kuma.model.Resource;
import io.kuma.resource.mesh.Mesh.MeshServices;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.meshidentity.MeshIdentityStatus;
import java.util.List;

/**
 * What holds of a MeshIdentity. Without MeshServices it cannot work, and says so. With them its
 * provider would have its say, which is not there yet: that is taken back, and nothing is claimed.
 *
 * @param mode where the mesh uses MeshServices
 */
record IdentityConditions(MeshServices.Mode mode) {
  private static final MeshIdentityStatus WITHOUT_MESH_SERVICES =
      new MeshIdentityStatus(
          List.of(
              new Condition(
                  "DependenciesReady",
                  Condition.Status.False,
                  "MeshServicesDisabled",
                  "MeshIdentity requires MeshServices to be enabled on the mesh. To enable, set"
                      + " `spec.meshServices.mode: Exclusive` on the mesh."),
              new Condition(
                  "Ready",
                  Condition.Status.False,
                  "Failure",
                  "One of initialization steps failed")));

  Resource<MeshIdentity> of(Resource<MeshIdentity> identity) {
    return identity.withStatus(mode == MeshServices.Mode.Disabled ? WITHOUT_MESH_SERVICES : null);
  }
}
