package io.kuma.policy;

import io.kuma.model.PolicyType;
import io.kuma.model.ResourceType;
import io.kuma.policy.circuitbreaker.CircuitBreaker;
import io.kuma.policy.circuitbreaker.CircuitBreakerValidator;
import io.kuma.policy.faultinjection.FaultInjection;
import io.kuma.policy.faultinjection.FaultInjectionValidator;
import io.kuma.policy.healthcheck.HealthCheck;
import io.kuma.policy.healthcheck.HealthCheckValidator;
import io.kuma.policy.meshaccesslog.MeshAccessLog;
import io.kuma.policy.meshaccesslog.MeshAccessLogPlugin;
import io.kuma.policy.meshaccesslog.MeshAccessLogValidator;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreakerPlugin;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreakerValidator;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection;
import io.kuma.policy.meshfaultinjection.MeshFaultInjectionPlugin;
import io.kuma.policy.meshfaultinjection.MeshFaultInjectionValidator;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck;
import io.kuma.policy.meshhealthcheck.MeshHealthCheckPlugin;
import io.kuma.policy.meshhealthcheck.MeshHealthCheckValidator;
import io.kuma.policy.meshhttproute.MeshHttpRoutePlugin;
import io.kuma.policy.meshloadbalancingstrategy.MeshLoadBalancingStrategy;
import io.kuma.policy.meshloadbalancingstrategy.MeshLoadBalancingStrategyPlugin;
import io.kuma.policy.meshloadbalancingstrategy.MeshLoadBalancingStrategyValidator;
import io.kuma.policy.meshmetric.MeshMetric;
import io.kuma.policy.meshmetric.MeshMetricPlugin;
import io.kuma.policy.meshmetric.MeshMetricValidator;
import io.kuma.policy.meshpassthrough.MeshPassthrough;
import io.kuma.policy.meshpassthrough.MeshPassthroughPlugin;
import io.kuma.policy.meshpassthrough.MeshPassthroughValidator;
import io.kuma.policy.meshproxypatch.MeshProxyPatch;
import io.kuma.policy.meshproxypatch.MeshProxyPatchPlugin;
import io.kuma.policy.meshproxypatch.MeshProxyPatchValidator;
import io.kuma.policy.meshratelimit.MeshRateLimit;
import io.kuma.policy.meshratelimit.MeshRateLimitPlugin;
import io.kuma.policy.meshratelimit.MeshRateLimitValidator;
import io.kuma.policy.meshretry.MeshRetry;
import io.kuma.policy.meshretry.MeshRetryPlugin;
import io.kuma.policy.meshretry.MeshRetryValidator;
import io.kuma.policy.meshtcproute.MeshTcpRoutePlugin;
import io.kuma.policy.meshtimeout.MeshTimeout;
import io.kuma.policy.meshtimeout.MeshTimeoutPlugin;
import io.kuma.policy.meshtimeout.MeshTimeoutValidator;
import io.kuma.policy.meshtls.MeshTls;
import io.kuma.policy.meshtls.MeshTlsPlugin;
import io.kuma.policy.meshtls.MeshTlsValidator;
import io.kuma.policy.meshtrace.MeshTrace;
import io.kuma.policy.meshtrace.MeshTracePlugin;
import io.kuma.policy.meshtrace.MeshTraceValidator;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermissionPlugin;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermissionValidator;
import io.kuma.policy.proxytemplate.ProxyTemplate;
import io.kuma.policy.proxytemplate.ProxyTemplateValidator;
import io.kuma.policy.ratelimit.RateLimit;
import io.kuma.policy.ratelimit.RateLimitValidator;
import io.kuma.policy.retry.Retry;
import io.kuma.policy.retry.RetryValidator;
import io.kuma.policy.timeout.Timeout;
import io.kuma.policy.timeout.TimeoutValidator;
import io.kuma.policy.trafficlog.TrafficLog;
import io.kuma.policy.trafficlog.TrafficLogValidator;
import io.kuma.policy.trafficpermission.TrafficPermission;
import io.kuma.policy.trafficpermission.TrafficPermissionValidator;
import io.kuma.policy.traffictrace.TrafficTrace;
import io.kuma.policy.traffictrace.TrafficTraceValidator;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import io.kuma.resource.meshtcproute.MeshTcpRoute;
import io.kuma.xds.plugin.PolicyPlugin;
import java.util.List;
import java.util.stream.Stream;

/** The policies of this module. */
public final class Policies {
  public static final ResourceType<CircuitBreaker> CIRCUIT_BREAKER =
      ResourceType.of(CircuitBreaker.class, new CircuitBreakerValidator());
  public static final ResourceType<FaultInjection> FAULT_INJECTION =
      ResourceType.of(FaultInjection.class, new FaultInjectionValidator());
  public static final ResourceType<HealthCheck> HEALTH_CHECK =
      ResourceType.of(HealthCheck.class, new HealthCheckValidator());
  public static final ResourceType<ProxyTemplate> PROXY_TEMPLATE =
      ResourceType.of(ProxyTemplate.class, new ProxyTemplateValidator());
  public static final ResourceType<RateLimit> RATE_LIMIT =
      ResourceType.of(RateLimit.class, new RateLimitValidator());
  public static final ResourceType<Retry> RETRY =
      ResourceType.of(Retry.class, new RetryValidator());
  public static final ResourceType<Timeout> TIMEOUT =
      ResourceType.of(Timeout.class, new TimeoutValidator());
  public static final ResourceType<TrafficLog> TRAFFIC_LOG =
      ResourceType.of(TrafficLog.class, new TrafficLogValidator());
  public static final ResourceType<TrafficPermission> TRAFFIC_PERMISSION =
      ResourceType.of(TrafficPermission.class, new TrafficPermissionValidator());
  public static final ResourceType<TrafficTrace> TRAFFIC_TRACE =
      ResourceType.of(TrafficTrace.class, new TrafficTraceValidator());
  public static final ResourceType<MeshTls> MESH_TLS =
      ResourceType.of(MeshTls.class, new MeshTlsValidator());
  public static final ResourceType<MeshLoadBalancingStrategy> MESH_LOAD_BALANCING_STRATEGY =
      ResourceType.of(MeshLoadBalancingStrategy.class, new MeshLoadBalancingStrategyValidator());
  public static final ResourceType<MeshPassthrough> MESH_PASSTHROUGH =
      ResourceType.of(MeshPassthrough.class, new MeshPassthroughValidator());
  public static final ResourceType<MeshAccessLog> MESH_ACCESS_LOG =
      ResourceType.of(MeshAccessLog.class, new MeshAccessLogValidator());
  public static final ResourceType<MeshTrace> MESH_TRACE =
      ResourceType.of(MeshTrace.class, new MeshTraceValidator());
  public static final ResourceType<MeshFaultInjection> MESH_FAULT_INJECTION =
      ResourceType.of(MeshFaultInjection.class, new MeshFaultInjectionValidator());
  public static final ResourceType<MeshRateLimit> MESH_RATE_LIMIT =
      ResourceType.of(MeshRateLimit.class, new MeshRateLimitValidator());
  public static final ResourceType<MeshTimeout> MESH_TIMEOUT =
      ResourceType.of(MeshTimeout.class, new MeshTimeoutValidator());
  public static final ResourceType<MeshTrafficPermission> MESH_TRAFFIC_PERMISSION =
      ResourceType.of(MeshTrafficPermission.class, new MeshTrafficPermissionValidator());
  public static final ResourceType<MeshHealthCheck> MESH_HEALTH_CHECK =
      ResourceType.of(MeshHealthCheck.class, new MeshHealthCheckValidator());
  public static final ResourceType<MeshCircuitBreaker> MESH_CIRCUIT_BREAKER =
      ResourceType.of(MeshCircuitBreaker.class, new MeshCircuitBreakerValidator());
  public static final ResourceType<MeshRetry> MESH_RETRY =
      ResourceType.of(MeshRetry.class, new MeshRetryValidator());
  public static final ResourceType<MeshMetric> MESH_METRIC =
      ResourceType.of(MeshMetric.class, new MeshMetricValidator());
  public static final ResourceType<MeshProxyPatch> MESH_PROXY_PATCH =
      ResourceType.of(MeshProxyPatch.class, new MeshProxyPatchValidator());

  /** Policies with a targetRef, in the order in which they are applied (contract section 3.4). */
  public static final List<ResourceType<?>> TARGET_REF_TYPES =
      List.of(
          MESH_TLS,
          MESH_LOAD_BALANCING_STRATEGY,
          MESH_PASSTHROUGH,
          MESH_ACCESS_LOG,
          MESH_TRACE,
          MESH_FAULT_INJECTION,
          MESH_RATE_LIMIT,
          MESH_TIMEOUT,
          MESH_TRAFFIC_PERMISSION,
          MESH_HEALTH_CHECK,
          MESH_CIRCUIT_BREAKER,
          MESH_RETRY,
          MESH_METRIC,
          MESH_PROXY_PATCH);

  /** Policies that select by tags (contract section 3.2), by name; they can be stored. */
  public static final List<ResourceType<?>> LEGACY_TYPES =
      List.of(
          CIRCUIT_BREAKER,
          FAULT_INJECTION,
          HEALTH_CHECK,
          PROXY_TEMPLATE,
          RATE_LIMIT,
          RETRY,
          TIMEOUT,
          TRAFFIC_LOG,
          TRAFFIC_PERMISSION,
          TRAFFIC_TRACE);

  /** All of them. */
  public static final List<ResourceType<?>> TYPES =
      Stream.concat(TARGET_REF_TYPES.stream(), LEGACY_TYPES.stream()).toList();

  /** Who shapes what Envoy is told: one line for each policy, in the order of application. */
  public static final List<PolicyPlugin<?>> PLUGINS =
      List.of(
          new MeshHttpRoutePlugin(
              new PolicyType<>(CoreTypes.MESH_HTTP_ROUTE, MeshHttpRoute.Conf.class, false)),
          new MeshTcpRoutePlugin(
              new PolicyType<>(CoreTypes.MESH_TCP_ROUTE, MeshTcpRoute.Rule.class, false)),
          new MeshTlsPlugin(new PolicyType<>(MESH_TLS, MeshTls.Conf.class, true)),
          new MeshLoadBalancingStrategyPlugin(
              new PolicyType<>(
                  MESH_LOAD_BALANCING_STRATEGY, MeshLoadBalancingStrategy.Conf.class, true)),
          new MeshPassthroughPlugin(
              new PolicyType<>(MESH_PASSTHROUGH, MeshPassthrough.Conf.class, true)),
          new MeshAccessLogPlugin(
              new PolicyType<>(MESH_ACCESS_LOG, MeshAccessLog.Conf.class, true)),
          new MeshTracePlugin(new PolicyType<>(MESH_TRACE, MeshTrace.Conf.class, true)),
          new MeshFaultInjectionPlugin(
              new PolicyType<>(MESH_FAULT_INJECTION, MeshFaultInjection.Conf.class, false)),
          new MeshRateLimitPlugin(
              new PolicyType<>(MESH_RATE_LIMIT, MeshRateLimit.Conf.class, true)),
          new MeshTimeoutPlugin(new PolicyType<>(MESH_TIMEOUT, MeshTimeout.Conf.class, true)),
          new MeshTrafficPermissionPlugin(
              new PolicyType<>(MESH_TRAFFIC_PERMISSION, MeshTrafficPermission.Conf.class, false)),
          new MeshHealthCheckPlugin(
              new PolicyType<>(MESH_HEALTH_CHECK, MeshHealthCheck.Conf.class, false)),
          new MeshCircuitBreakerPlugin(
              new PolicyType<>(MESH_CIRCUIT_BREAKER, MeshCircuitBreaker.Conf.class, true)),
          new MeshRetryPlugin(new PolicyType<>(MESH_RETRY, MeshRetry.Conf.class, false)),
          new MeshMetricPlugin(new PolicyType<>(MESH_METRIC, MeshMetric.Conf.class, false)),
          new MeshProxyPatchPlugin(
              new PolicyType<>(MESH_PROXY_PATCH, MeshProxyPatch.Conf.class, false)));

  /** What has to be matched for {@link #PLUGINS}, in the same order. */
  public static final List<PolicyType<?, ?>> POLICIES =
      PLUGINS.stream().<PolicyType<?, ?>>map(PolicyPlugin::type).toList();

  private Policies() {}
}
