package io.kuma.resource;

import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypesContract;
import java.util.Collection;

class RoleTypesContractTest extends ResourceTypesContract {
  @Override
  protected Collection<? extends ResourceType<?>> types() {
    return CoreTypes.OF_ROLES;
  }

  @Override
  protected boolean areOfTheContract() {
    return false;
  }
}
