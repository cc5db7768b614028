package io.kuma.policy.meshcircuitbreaker;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import io.envoyproxy.envoy.type.v3.Percent;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.InboundRules;
import io.kuma.model.IntOrString;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.Conf;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.ConnectionLimits;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.Consecutive;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.Detectors;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.FailurePercentage;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.SuccessRate;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.plugin.BackendXds;
import io.kuma.xds.plugin.InboundXds;
import io.kuma.xds.plugin.PolicyPlugin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Limits and outlier detection stand in clusters. What the policy does not name is left to Envoy,
 * but for detectors: Envoy would count by some of them unless it is told not to.
 */
public final class MeshCircuitBreakerPlugin implements PolicyPlugin<Conf> {
  private static final UInt32Value ALWAYS = UInt32Value.of(100);
  private static final UInt32Value NEVER = UInt32Value.of(0);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private final PolicyType<MeshCircuitBreaker, Conf> type;

  public MeshCircuitBreakerPlugin(PolicyType<MeshCircuitBreaker, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshCircuitBreaker, Conf> type() {
    return type;
  }

  @Override
  public void inbound(Inbound inbound, InboundRules<Conf> rules, InboundXds xds) {
    rules.forEveryone().ifPresent(conf -> configure(xds.workload().cluster(), conf));
  }

  @Override
  public void backend(Backend backend, @Nullable Conf conf, BackendXds xds) {
    if (conf != null) {
      configure(xds.cluster(), conf);
    }
  }

  private static void configure(Cluster.Builder cluster, Conf conf) {
    if (conf.connectionLimits() != null) {
      limit(cluster.getCircuitBreakersBuilder().getThresholdsBuilder(0), conf.connectionLimits());
    }
    MeshCircuitBreaker.OutlierDetection detection = conf.outlierDetection();
    if (detection != null && !Boolean.TRUE.equals(detection.disabled())) {
      detect(cluster.getOutlierDetectionBuilder(), detection);
      if (detection.healthyPanicThreshold() != null) {
        panic(cluster, detection.healthyPanicThreshold());
      }
    }
  }

  private static void limit(Thresholds.Builder thresholds, ConnectionLimits limits) {
    number(limits.maxConnectionPools(), thresholds::setMaxConnectionPools);
    number(limits.maxConnections(), thresholds::setMaxConnections);
    number(limits.maxPendingRequests(), thresholds::setMaxPendingRequests);
    number(limits.maxRetries(), thresholds::setMaxRetries);
    number(limits.maxRequests(), thresholds::setMaxRequests);
  }

  private static void panic(Cluster.Builder cluster, IntOrString threshold) {
    threshold
        .toDecimal()
        .ifPresent(
            percent ->
                cluster
                    .getCommonLbConfigBuilder()
                    .setHealthyPanicThreshold(
                        Percent.newBuilder().setValue(percent.doubleValue())));
  }

  private static void detect(
      OutlierDetection.Builder envoy, MeshCircuitBreaker.OutlierDetection detection) {
    duration(detection.interval(), envoy::setInterval);
    duration(detection.baseEjectionTime(), envoy::setBaseEjectionTime);
    number(detection.maxEjectionPercent(), envoy::setMaxEjectionPercent);
    envoy.setSplitExternalLocalOriginErrors(
        Boolean.TRUE.equals(detection.splitExternalAndLocalErrors()));
    Detectors detectors = detection.detectors();
    if (detectors == null) {
      detectors = new Detectors(null, null, null, null, null);
    }
    consecutive(
        detectors.totalFailures(), envoy::setConsecutive5Xx, envoy::setEnforcingConsecutive5Xx);
    consecutive(
        detectors.gatewayFailures(),
        envoy::setConsecutiveGatewayFailure,
        envoy::setEnforcingConsecutiveGatewayFailure);
    consecutive(
        detectors.localOriginFailures(),
        envoy::setConsecutiveLocalOriginFailure,
        envoy::setEnforcingConsecutiveLocalOriginFailure);
    successRate(envoy, detectors.successRate());
    failures(envoy, detectors.failurePercentage());
  }

  /** Without a number there is nothing to count up to, so nothing is counted. */
  private static void consecutive(
      @Nullable Consecutive detector,
      Consumer<UInt32Value> count,
      Consumer<UInt32Value> enforcing) {
    Integer consecutive = detector == null ? null : detector.consecutive();
    enforcing.accept(consecutive == null ? NEVER : ALWAYS);
    number(consecutive, count);
  }

  private static void successRate(OutlierDetection.Builder envoy, @Nullable SuccessRate detector) {
    UInt32Value enforcing = detector == null ? NEVER : ALWAYS;
    envoy.setEnforcingSuccessRate(enforcing).setEnforcingLocalOriginSuccessRate(enforcing);
    if (detector != null) {
      number(detector.minimumHosts(), envoy::setSuccessRateMinimumHosts);
      number(detector.requestVolume(), envoy::setSuccessRateRequestVolume);
      IntOrString factor = detector.standardDeviationFactor();
      if (factor != null) {
        // Envoy counts in thousandths.
        factor
            .toDecimal()
            .ifPresent(
                number ->
                    envoy.setSuccessRateStdevFactor(
                        UInt32Value.of(number.multiply(THOUSAND).intValue())));
      }
    }
  }

  private static void failures(
      OutlierDetection.Builder envoy, @Nullable FailurePercentage detector) {
    UInt32Value enforcing = detector == null ? NEVER : ALWAYS;
    envoy
        .setEnforcingFailurePercentage(enforcing)
        .setEnforcingFailurePercentageLocalOrigin(enforcing);
    if (detector != null) {
      number(detector.minimumHosts(), envoy::setFailurePercentageMinimumHosts);
      number(detector.requestVolume(), envoy::setFailurePercentageRequestVolume);
      number(detector.threshold(), envoy::setFailurePercentageThreshold);
    }
  }

  private static void number(@Nullable Integer number, Consumer<UInt32Value> setter) {
    if (number != null) {
      setter.accept(UInt32Value.of(number));
    }
  }

  private static void duration(
      @Nullable Duration duration, Consumer<com.google.protobuf.Duration> setter) {
    if (duration != null) {
      setter.accept(ProtoValues.duration(duration));
    }
  }
}
