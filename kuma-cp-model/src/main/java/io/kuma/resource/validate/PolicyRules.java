package io.kuma.resource.validate;

import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Policy;
import io.kuma.model.Resource;
import io.kuma.model.TargetRef;
import io.kuma.model.TargetRef.ProxyType;
import io.kuma.model.TargetRefKind;
import io.kuma.model.Violations.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What validators of policies ask of every policy. */
public final class PolicyRules {
  /** Said of inbound settings of a policy that {@link #includesGateways}. */
  public static final String NOT_FOR_GATEWAYS =
      "must not be defined when the scope includes a Gateway, select only proxyType Sidecar or"
          + " select only gateways and use spec.to";

  private static final String SYSTEM = "system";

  private PolicyRules() {}

  /** The kind of the top-level reference; {@code Mesh} if there is none. */
  public static TargetRefKind topKind(Policy policy) {
    TargetRef targetRef = policy.targetRef();
    return targetRef == null ? TargetRefKind.Mesh : targetRef.kind();
  }

  /**
   * Checks for which proxies a policy is: sidecars, and where it may refer to more, what {@code
   * system} allows.
   */
  public static void checkTop(
      Path spec, Resource<? extends Policy> resource, TargetRefRules system) {
    Policy policy = resource.spec();
    (isSystemPolicy(resource.meta()) ? system : TargetRefRules.PROXIES)
        .forInbounds(affectsInbounds(policy))
        .check(spec.field("targetRef"), policy.targetRef());
  }

  /** Reports {@code rules} beside what they replace. */
  public static void checkRulesAlone(Path spec, Policy policy) {
    if (!isEmpty(policy.rules()) && !(isEmpty(policy.to()) && isEmpty(policy.from()))) {
      spec.add("fields 'to' and 'from' must be empty when 'rules' is defined");
    }
  }

  /** Reports {@code rules} beside what they replace, and a policy that says nothing. */
  public static void checkPlaces(Path spec, Policy policy) {
    checkRulesAlone(spec, policy);
    if (isEmpty(policy.rules()) && isEmpty(policy.to()) && isEmpty(policy.from())) {
      spec.add("at least one of 'from', 'to' or 'rules' has to be defined");
    }
  }

  /** Whether it configures inbounds: it has items of {@code from} or {@code rules}. */
  public static boolean affectsInbounds(Policy policy) {
    return !isEmpty(policy.from()) || !isEmpty(policy.rules());
  }

  /**
   * Whether it can apply to a gateway, builtin or delegated, as far as its top-level reference
   * says.
   */
  public static boolean includesGateways(Policy policy) {
    TargetRef targetRef = policy.targetRef() == null ? TargetRef.MESH : policy.targetRef();
    List<ProxyType> proxies = orEmpty(targetRef.proxyTypes());
    return switch (targetRef.kind()) {
      case MeshGateway, MeshHTTPRoute -> true;
      case Mesh, MeshSubset -> proxies.isEmpty() || proxies.contains(ProxyType.Gateway);
      case MeshService, MeshServiceSubset, MeshExternalService, MeshMultiZoneService, Dataplane ->
          false;
    };
  }

  /**
   * Whether it may refer to more than the policies of a namespace may: everywhere but in a
   * namespace of Kubernetes that is not the system's (contract section 10.3).
   */
  public static boolean isSystemPolicy(Meta meta) {
    return meta.labels().getOrDefault(Labels.POLICY_ROLE, SYSTEM).equals(SYSTEM);
  }

  /** The items; none if there is no list. */
  public static <T> List<T> orEmpty(@Nullable List<T> items) {
    return items == null ? List.of() : items;
  }

  /** No items, or no list of them. */
  public static boolean isEmpty(@Nullable Collection<?> items) {
    return items == null || items.isEmpty();
  }

  /**
   * The warnings for a policy with {@code from}, and those that all policies have in common.
   *
   * @param fromMessage what is said of {@code from}
   */
  public static List<String> deprecations(Policy policy, String fromMessage) {
    List<String> warnings = new ArrayList<>();
    if (!isEmpty(policy.from())) {
      warnings.add(fromMessage);
    }
    warnings.addAll(deprecations(policy));
    return List.copyOf(warnings);
  }

  /** The warnings that all policies have in common: those for the top-level reference. */
  public static List<String> deprecations(Policy policy) {
    TargetRefKind kind = topKind(policy);
    return switch (kind) {
      case MeshSubset, MeshService, MeshServiceSubset ->
          List.of(
              kind
                  + " value for 'targetRef.kind' is deprecated, use Dataplane with labels instead");
      case Mesh, MeshGateway, MeshExternalService, MeshMultiZoneService, MeshHTTPRoute, Dataplane ->
          List.of();
    };
  }
}
