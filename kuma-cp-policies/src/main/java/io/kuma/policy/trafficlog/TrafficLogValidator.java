package io.kuma.policy.trafficlog;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.resource.validate.SelectorRules;

/** What the schema of a {@link TrafficLog} cannot say. */
public final class TrafficLogValidator implements Validator<TrafficLog> {

  @Override
  public void validate(Resource<TrafficLog> resource, Violations violations) {
    SelectorRules.checkToServices(violations, resource.spec());
  }
}
