package io.kuma.policy;

import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypesContract;
import java.util.Collection;

class PolicyTypesContractTest extends ResourceTypesContract {
  @Override
  protected Collection<? extends ResourceType<?>> types() {
    return Policies.TYPES;
  }
}
