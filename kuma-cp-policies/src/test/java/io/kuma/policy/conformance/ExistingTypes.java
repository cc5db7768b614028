package io.kuma.policy.conformance;

import io.kuma.model.Policy;
import io.kuma.model.PolicyType;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.policy.Policies;
import io.kuma.policy.meshloadbalancingstrategy.MeshLoadBalancingStrategy;
import io.kuma.policy.meshpassthrough.MeshPassthrough;
import io.kuma.resource.CoreTypes;
import java.util.ArrayList;
import java.util.List;

/** What can be matched: the policies that shape proxies, and those that do not do so yet. */
final class ExistingTypes {
  private static final List<PolicyType<?, ?>> WITHOUT_PLUGIN =
      List.of(
          type(Policies.MESH_LOAD_BALANCING_STRATEGY, MeshLoadBalancingStrategy.Conf.class),
          type(Policies.MESH_PASSTHROUGH, MeshPassthrough.Conf.class));

  private ExistingTypes() {}

  static List<PolicyType<?, ?>> policies() {
    List<PolicyType<?, ?>> policies = new ArrayList<>(Policies.POLICIES);
    for (PolicyType<?, ?> type : WITHOUT_PLUGIN) {
      if (policies.stream().noneMatch(other -> other.resource().equals(type.resource()))) {
        policies.add(type);
      }
    }
    return policies;
  }

  static ResourceTypes catalogue() {
    List<ResourceType<?>> all = new ArrayList<>(CoreTypes.ALL);
    all.addAll(Policies.TYPES);
    return new ResourceTypes(all);
  }

  private static <S extends Policy, C extends Record> PolicyType<S, C> type(
      ResourceType<S> resource, Class<C> conf) {
    return new PolicyType<>(resource, conf, resource.fromAsRules());
  }
}
