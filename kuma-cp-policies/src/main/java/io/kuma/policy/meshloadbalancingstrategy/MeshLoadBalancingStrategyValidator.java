package io.kuma.policy.meshloadbalancingstrategy;

import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshGateway;
import static io.kuma.model.TargetRefKind.MeshHTTPRoute;
import static io.kuma.model.TargetRefKind.MeshMultiZoneService;
import static io.kuma.model.TargetRefKind.MeshService;

import io.kuma.model.Resource;
import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshloadbalancingstrategy.LoadBalancer.Maglev;
import io.kuma.policy.meshloadbalancingstrategy.LoadBalancer.RingHash;
import io.kuma.policy.meshloadbalancingstrategy.MeshLoadBalancingStrategy.Conf;
import io.kuma.policy.meshloadbalancingstrategy.MeshLoadBalancingStrategy.To;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the schema of a {@link MeshLoadBalancingStrategy} cannot say; localities are {@link
 * LocalityRules}', balancers and hash policies {@link BalancerRules}'.
 */
public final class MeshLoadBalancingStrategyValidator
    implements Validator<MeshLoadBalancingStrategy> {
  private static final TargetRefRules TO =
      TargetRefRules.of(Mesh, MeshService, MeshMultiZoneService, MeshHTTPRoute);
  private static final TargetRefRules GATEWAY_TO =
      TargetRefRules.of(Mesh, MeshService, MeshMultiZoneService);
  private static final String ONLY_HASH_POLICIES =
      "field is not allowed when targetRef.kind is MeshHTTPRoute, only hashPolicies is supported";
  private static final String SPECIFIED_TWICE = "hashPolicies already specified in the root level";

  @Override
  public void validate(Resource<MeshLoadBalancingStrategy> resource, Violations violations) {
    MeshLoadBalancingStrategy policy = resource.spec();
    Path spec = violations.at("spec");
    TargetRefRules.PROXIES_AND_LISTENERS.check(spec.field("targetRef"), policy.targetRef());
    TargetRefKind topKind = PolicyRules.topKind(policy);
    List<To> items = PolicyRules.orEmpty(policy.to());
    for (int i = 0; i < items.size(); i++) {
      Path place = spec.field("to").index(i);
      To item = items.get(i);
      checkTarget(place.field("targetRef"), item, topKind);
      if (item.conf() != null) {
        checkConf(place.field("default"), item.conf(), item.targetRef());
      }
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshLoadBalancingStrategy> resource) {
    List<String> warnings = new ArrayList<>();
    List<To> items = PolicyRules.orEmpty(resource.spec().to());
    for (int i = 0; i < items.size(); i++) {
      LoadBalancer balancer = balancer(items.get(i));
      if (balancer != null) {
        warnings.addAll(
            BalancerRules.deprecations("spec.to[%d].default.loadBalancer".formatted(i), balancer));
      }
    }
    warnings.addAll(PolicyRules.deprecations(resource.spec()));
    return List.copyOf(warnings);
  }

  /** A gateway balances in the same way wherever it sends requests. */
  private static void checkTarget(Path path, To item, TargetRefKind topKind) {
    if (topKind != MeshGateway) {
      TO.check(path, item.targetRef());
    } else if (balancer(item) != null && item.targetRef().kind() != Mesh) {
      path.field("kind")
          .add(
              "value '%s' is not supported, only Mesh is allowed if loadBalancer is set"
                  .formatted(topKind));
    } else {
      GATEWAY_TO.check(path, item.targetRef());
    }
  }

  private static void checkConf(Path path, Conf conf, TargetRef destination) {
    Path hashPolicies = path.field("hashPolicies");
    if (destination.kind() == MeshHTTPRoute) {
      BalancerRules.checkHashPolicies(hashPolicies, conf.hashPolicies());
      if (conf.loadBalancer() != null) {
        path.field("loadBalancer").add(ONLY_HASH_POLICIES);
      }
      if (conf.localityAwareness() != null) {
        path.field("localityAwareness").add(ONLY_HASH_POLICIES);
      }
      return;
    }
    if (conf.loadBalancer() != null) {
      BalancerRules.check(path.field("loadBalancer"), conf.loadBalancer());
    }
    if (conf.localityAwareness() != null) {
      LocalityRules.check(path.field("localityAwareness"), conf.localityAwareness(), destination);
    }
    BalancerRules.checkHashPolicies(hashPolicies, conf.hashPolicies());
    if (conf.hashPolicies() != null && conf.loadBalancer() != null) {
      checkTwice(path.field("loadBalancer"), conf.loadBalancer());
    }
  }

  private static void checkTwice(Path path, LoadBalancer balancer) {
    RingHash ringHash = balancer.ringHash();
    if (ringHash != null && ringHash.hashPolicies() != null) {
      path.field("ringHash").field("hashPolicies").add(SPECIFIED_TWICE);
    }
    Maglev maglev = balancer.maglev();
    if (maglev != null && maglev.hashPolicies() != null) {
      path.field("maglev").field("hashPolicies").add(SPECIFIED_TWICE);
    }
  }

  private static @Nullable LoadBalancer balancer(To item) {
    return item.conf() == null ? null : item.conf().loadBalancer();
  }
}
