package io.kuma.policy.meshcircuitbreaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.Conf;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.ConnectionLimits;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeshCircuitBreakerValidatorTest {

  /** Clients know the places by upstream's name for them. */
  @Test
  void rulesAreReportedAsFrom() {
    ConnectionLimits noRetries = new ConnectionLimits(null, null, null, 0, null);
    List<Rule> rules =
        List.of(
            new Rule(new Conf(noRetries, null)), new Rule(new Conf(null, null)), new Rule(null));
    String nothing =
        "at least one of: 'connectionLimits' or 'outlierDetection' should be configured";
    assertThat(violations(new MeshCircuitBreaker(null, null, null, rules)))
        .containsExactly(
            new Violation(
                "spec.from[0].default.connectionLimits.maxRetries", "must be greater than 0"),
            new Violation("spec.from[1].default", nothing),
            new Violation("spec.from[2].default", nothing));
  }

  private static List<Violation> violations(MeshCircuitBreaker policy) {
    Meta meta = Meta.of(new ResourceKey("MeshCircuitBreaker", "default", "one"));
    Violations violations = new Violations();
    new MeshCircuitBreakerValidator().validate(new Resource<>(meta, policy, null), violations);
    return violations.toList();
  }
}
