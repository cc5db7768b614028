package io.kuma.policy.conformance;

import io.kuma.model.PolicyType;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import java.util.ArrayList;
import java.util.List;

/** What can be matched, and what can be written. */
final class ExistingTypes {
  private ExistingTypes() {}

  static List<PolicyType<?, ?>> policies() {
    return Policies.POLICIES;
  }

  static ResourceTypes catalogue() {
    List<ResourceType<?>> all = new ArrayList<>(CoreTypes.ALL);
    all.addAll(Policies.TYPES);
    return new ResourceTypes(all);
  }
}
