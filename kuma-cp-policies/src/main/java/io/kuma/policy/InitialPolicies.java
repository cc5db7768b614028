package io.kuma.policy;

import io.kuma.model.Policy;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreakerDefaults;
import io.kuma.policy.meshretry.MeshRetryDefaults;
import io.kuma.policy.meshtimeout.MeshTimeoutDefaults;
import io.kuma.resource.mesh.Mesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The policies that come into being with a mesh, unless it says otherwise (contract section 3.5).
 * Who creates the mesh creates them; afterwards they are policies like any other.
 */
public final class InitialPolicies {
  private InitialPolicies() {}

  /** The initial policies of {@code mesh}, not stored yet and without labels. */
  public static List<Resource<?>> of(Resource<Mesh> mesh) {
    List<Resource<?>> policies = new ArrayList<>();
    add(policies, mesh, Policies.MESH_TIMEOUT, MeshTimeoutDefaults.of(mesh.name()));
    add(policies, mesh, Policies.MESH_CIRCUIT_BREAKER, MeshCircuitBreakerDefaults.of(mesh.name()));
    add(policies, mesh, Policies.MESH_RETRY, MeshRetryDefaults.of(mesh.name()));
    return List.copyOf(policies);
  }

  private static <P extends Policy> void add(
      List<Resource<?>> policies,
      Resource<Mesh> mesh,
      ResourceType<P> type,
      Map<String, P> defaults) {
    if (mesh.spec().createsInitialPolicies(type.name())) {
      defaults.forEach(
          (name, policy) -> policies.add(Resource.of(type.key(mesh.name(), name), policy)));
    }
  }
}
