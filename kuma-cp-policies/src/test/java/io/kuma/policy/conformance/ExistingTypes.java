package io.kuma.policy.conformance;

import io.kuma.model.PolicyType;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshtcproute.MeshTcpRoute;
import java.util.ArrayList;
import java.util.List;

/** What can be matched: the policies that shape proxies, and routes that do not do so yet. */
final class ExistingTypes {
  private ExistingTypes() {}

  static List<PolicyType<?, ?>> policies() {
    List<PolicyType<?, ?>> policies = new ArrayList<>(Policies.POLICIES);
    if (policies.stream().noneMatch(type -> type.resource().equals(CoreTypes.MESH_TCP_ROUTE))) {
      policies.add(new PolicyType<>(CoreTypes.MESH_TCP_ROUTE, MeshTcpRoute.Rule.class, false));
    }
    return policies;
  }

  static ResourceTypes catalogue() {
    List<ResourceType<?>> all = new ArrayList<>(CoreTypes.ALL);
    all.addAll(Policies.TYPES);
    return new ResourceTypes(all);
  }
}
