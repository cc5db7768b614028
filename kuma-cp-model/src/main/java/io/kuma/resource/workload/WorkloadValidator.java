package io.kuma.resource.workload;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.resource.validate.MetaRules;

/** What the schema of a {@link Workload} cannot say. */
public final class WorkloadValidator implements Validator<Workload> {
  private static final int MAX_NAME = 253;

  @Override
  public void validate(Resource<Workload> resource, Violations violations) {
    MetaRules.checkLength(violations.at("name"), resource.meta().displayName(), MAX_NAME);
  }
}
