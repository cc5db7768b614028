package io.kuma.policy.traffictrace;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.resource.validate.SelectorRules;

/** What the schema of a {@link TrafficTrace} cannot say. */
public final class TrafficTraceValidator implements Validator<TrafficTrace> {

  @Override
  public void validate(Resource<TrafficTrace> resource, Violations violations) {
    SelectorRules.check(violations.at("selectors"), resource.spec().selectors(), SelectorRules.ANY);
  }
}
