package io.kuma.policy.trafficpermission;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.resource.validate.SelectorRules;

/** What the schema of a {@link TrafficPermission} cannot say. */
public final class TrafficPermissionValidator implements Validator<TrafficPermission> {

  @Override
  public void validate(Resource<TrafficPermission> resource, Violations violations) {
    SelectorRules.checkToInbounds(violations, resource.spec());
  }
}
