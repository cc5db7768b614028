package io.kuma.resource.contract;

import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.Violations;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.util.List;

/** What a validator says of a spec in YAML, for tests of what no case of the contract shows. */
public final class Refusals {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();

  private Refusals() {}

  /** A line for each violation: the field, a colon, the message. */
  public static <S extends Spec> List<String> of(ResourceType<S> type, String yaml) {
    Violations violations = new Violations();
    Meta meta = Meta.of(type.key("m", "one"));
    S spec = CODEC.toSpec(type, CODEC.parseYaml(yaml));
    type.validator().validate(new Resource<>(meta, spec, null), violations);
    return violations.toList().stream()
        .map(violation -> violation.field() + ": " + violation.message())
        .toList();
  }
}
