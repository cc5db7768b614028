package io.kuma.policy.meshmetric;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.policy.meshmetric.MeshMetric.Conf;
import io.kuma.policy.meshmetric.MeshMetric.Profiles;
import io.kuma.policy.meshmetric.MeshMetric.Selector;
import io.kuma.policy.meshmetric.MeshMetric.Sidecar;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeshMetricValidatorTest {
  private static final String LONGEST = "a".repeat(MeshMetricValidator.MAX_REGEX_LENGTH);

  @Test
  void regularExpressionsAreShort() {
    assertThat(violations(Selector.Type.Regex, LONGEST)).isEmpty();
    assertThat(violations(Selector.Type.Regex, LONGEST + "a"))
        .containsExactly(
            new Violation(
                "spec.default.sidecar.profiles.include[0].match",
                "must not be longer than 1024 characters"));
  }

  @Test
  void otherTextsAreNotCompiled() {
    assertThat(violations(Selector.Type.Prefix, LONGEST + "(")).isEmpty();
  }

  private static List<Violation> violations(Selector.Type type, String match) {
    Profiles profiles = new Profiles(null, null, List.of(new Selector(type, match)));
    Conf conf = new Conf(new Sidecar(profiles, null), null, null);
    Meta meta = Meta.of(new ResourceKey("MeshMetric", "default", "one"));
    Violations violations = new Violations();
    new MeshMetricValidator()
        .validate(new Resource<>(meta, new MeshMetric(null, conf), null), violations);
    return violations.toList();
  }
}
