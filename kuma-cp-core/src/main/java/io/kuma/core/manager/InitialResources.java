package io.kuma.core.manager;

import io.kuma.model.Resource;
import io.kuma.resource.mesh.Mesh;
import java.util.List;

/** What comes into being with a mesh because a policy's author thinks it should (contract 3.5). */
@FunctionalInterface
public interface InitialResources {
  /**
   * The resources of a new mesh that it does not decline by {@code skipCreatingInitialPolicies},
   * not stored yet and without labels. Their types are found by name.
   */
  List<Resource<?>> of(Resource<Mesh> mesh);
}
