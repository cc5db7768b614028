package io.kuma.policy.meshcircuitbreaker;

import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshExternalService;
import static io.kuma.model.TargetRefKind.MeshMultiZoneService;
import static io.kuma.model.TargetRefKind.MeshService;

import io.kuma.model.IntOrString;
import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.Conf;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.ConnectionLimits;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.Consecutive;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.Detectors;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.FailurePercentage;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.From;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.OutlierDetection;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.Rule;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.SuccessRate;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.To;
import io.kuma.resource.validate.Durations;
import io.kuma.resource.validate.Numbers;
import io.kuma.resource.validate.Percentages;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshCircuitBreaker} cannot say. */
public final class MeshCircuitBreakerValidator implements Validator<MeshCircuitBreaker> {
  private static final TargetRefRules FROM = TargetRefRules.of(Mesh);
  private static final TargetRefRules TO =
      TargetRefRules.of(Mesh, MeshService, MeshExternalService, MeshMultiZoneService);

  @Override
  public void validate(Resource<MeshCircuitBreaker> resource, Violations violations) {
    MeshCircuitBreaker policy = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkTop(spec, resource, TargetRefRules.PROXIES_AND_LISTENERS);
    PolicyRules.checkPlaces(spec, policy);
    List<From> from = PolicyRules.orEmpty(policy.from());
    for (int i = 0; i < from.size(); i++) {
      Path place = spec.field("from").index(i);
      FROM.check(place.field("targetRef"), from.get(i).targetRef());
      checkConf(place.field("default"), from.get(i).conf());
    }
    List<To> to = PolicyRules.orEmpty(policy.to());
    for (int i = 0; i < to.size(); i++) {
      Path place = spec.field("to").index(i);
      TO.check(place.field("targetRef"), to.get(i).targetRef());
      checkConf(place.field("default"), to.get(i).conf());
    }
    List<Rule> rules = PolicyRules.orEmpty(policy.rules());
    for (int i = 0; i < rules.size(); i++) {
      // Upstream calls the place "from", and clients know it by that name.
      checkConf(spec.field("from").index(i).field("default"), rules.get(i).conf());
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshCircuitBreaker> resource) {
    return PolicyRules.deprecations(
        resource.spec(), "'from' field is deprecated, use 'rules' instead");
  }

  private static void checkConf(Path path, @Nullable Conf conf) {
    if (conf == null || (conf.connectionLimits() == null && conf.outlierDetection() == null)) {
      path.add("at least one of: 'connectionLimits' or 'outlierDetection' should be configured");
      return;
    }
    if (conf.connectionLimits() != null) {
      checkLimits(path.field("connectionLimits"), conf.connectionLimits());
    }
    if (conf.outlierDetection() != null) {
      checkOutliers(path.field("outlierDetection"), conf.outlierDetection());
    }
  }

  private static void checkLimits(Path path, ConnectionLimits limits) {
    Numbers.checkPositive(path.field("maxConnections"), limits.maxConnections());
    Numbers.checkPositive(path.field("maxConnectionPools"), limits.maxConnectionPools());
    Numbers.checkPositive(path.field("maxPendingRequests"), limits.maxPendingRequests());
    Numbers.checkPositive(path.field("maxRetries"), limits.maxRetries());
    Numbers.checkPositive(path.field("maxRequests"), limits.maxRequests());
  }

  private static void checkOutliers(Path path, OutlierDetection detection) {
    Durations.checkPositive(path.field("interval"), detection.interval());
    Durations.checkPositive(path.field("baseEjectionTime"), detection.baseEjectionTime());
    Percentages.checkWhole(path.field("maxEjectionPercent"), detection.maxEjectionPercent());
    Percentages.check(path.field("healthyPanicThreshold"), detection.healthyPanicThreshold());
    checkDetectors(path.field("detectors"), detection.detectors());
  }

  private static void checkDetectors(Path path, @Nullable Detectors detectors) {
    if (detectors == null) {
      path.add("must be defined");
      return;
    }
    if (detectors.equals(new Detectors(null, null, null, null, null))) {
      path.add(
          "must have at least one defined: totalFailures, gatewayFailures, localOriginFailures,"
              + " successRate, failurePercentage");
      return;
    }
    checkConsecutive(path.field("totalFailures"), detectors.totalFailures());
    checkConsecutive(path.field("gatewayFailures"), detectors.gatewayFailures());
    checkConsecutive(path.field("localOriginFailures"), detectors.localOriginFailures());
    checkSuccessRate(path.field("successRate"), detectors.successRate());
    checkFailures(path.field("failurePercentage"), detectors.failurePercentage());
  }

  private static void checkConsecutive(Path path, @Nullable Consecutive detector) {
    if (detector != null) {
      Numbers.checkPositive(path.field("consecutive"), detector.consecutive());
    }
  }

  private static void checkSuccessRate(Path path, @Nullable SuccessRate detector) {
    if (detector == null) {
      return;
    }
    Numbers.checkPositive(path.field("minimumHosts"), detector.minimumHosts());
    Numbers.checkPositive(path.field("requestVolume"), detector.requestVolume());
    IntOrString factor = detector.standardDeviationFactor();
    if (factor != null) {
      Optional<BigDecimal> number = factor.toDecimal();
      if (number.isEmpty()) {
        path.field("standardDeviationFactor").add("invalid number");
      } else if (number.get().signum() <= 0) {
        path.field("standardDeviationFactor").add("must be greater than 0");
      }
    }
  }

  private static void checkFailures(Path path, @Nullable FailurePercentage detector) {
    if (detector != null) {
      Numbers.checkPositive(path.field("minimumHosts"), detector.minimumHosts());
      Numbers.checkPositive(path.field("requestVolume"), detector.requestVolume());
      Percentages.checkWhole(path.field("threshold"), detector.threshold());
    }
  }
}
