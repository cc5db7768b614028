package io.kuma.resource.meshservice;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.resource.meshservice.MeshService.Selector;
import io.kuma.resource.validate.DestinationRules;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the schema of a {@link MeshService} cannot say. */
public final class MeshServiceValidator implements Validator<MeshService> {

  @Override
  public void validate(Resource<MeshService> resource, Violations violations) {
    DestinationRules.checkName(resource.meta(), violations);
    Selector selector = resource.spec().selector();
    if (selector != null
        && Stream.of(selector.dataplaneTags(), selector.dataplaneRef(), selector.dataplaneLabels())
                .filter(Objects::nonNull)
                .count()
            > 1) {
      violations
          .at("spec")
          .field("selector")
          .add("must specify only one of: dataplaneTags, dataplaneRef, or dataplaneLabels");
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshService> resource) {
    return DestinationRules.deprecations(resource, MeshService.SHORT_NAME);
  }
}
