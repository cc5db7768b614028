package io.kuma.policy.circuitbreaker;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.circuitbreaker.CircuitBreaker.Conf;
import io.kuma.policy.circuitbreaker.CircuitBreaker.Detectors;
import io.kuma.policy.circuitbreaker.CircuitBreaker.Thresholds;
import io.kuma.resource.validate.Percentages;
import io.kuma.resource.validate.SelectorRules;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link CircuitBreaker} cannot say. */
public final class CircuitBreakerValidator implements Validator<CircuitBreaker> {
  private static final String EMPTY = "can't be empty";

  @Override
  public void validate(Resource<CircuitBreaker> resource, Violations violations) {
    SelectorRules.checkToServices(violations, resource.spec());
    checkConf(violations.at("conf"), resource.spec().conf());
  }

  private static void checkConf(Path path, @Nullable Conf conf) {
    Detectors detectors = conf == null ? null : conf.detectors();
    Thresholds thresholds = conf == null ? null : conf.thresholds();
    boolean hasDetectors = detectors != null && !detectors.isEmpty();
    boolean hasThresholds = thresholds != null && !thresholds.isEmpty();
    if (conf == null || (!hasDetectors && !hasThresholds)) {
      path.add("must have at least one of the detector or threshold configured");
      return;
    }
    if (detectors != null && !hasDetectors) {
      path.field("detectors").add(EMPTY);
    }
    checkPercentage(path.field("maxEjectionPercent"), conf.maxEjectionPercent());
    if (detectors != null && detectors.failure() != null) {
      checkPercentage(
          path.field("detectors").field("failure").field("threshold"),
          detectors.failure().threshold());
    }
    if (thresholds != null && !hasThresholds) {
      path.field("thresholds").add(EMPTY);
    }
  }

  private static void checkPercentage(Path path, @Nullable Integer percentage) {
    if (percentage != null) {
      Percentages.check(path, percentage);
    }
  }
}
