package io.kuma.policy.meshloadbalancingstrategy;

import io.kuma.model.IntOrString;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshloadbalancingstrategy.HashPolicy.Cookie;
import io.kuma.policy.meshloadbalancingstrategy.LoadBalancer.LeastRequest;
import io.kuma.resource.validate.PolicyRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What balancers and hash policies have to say. */
final class BalancerRules {
  private BalancerRules() {}

  static void check(Path path, LoadBalancer balancer) {
    switch (balancer.type()) {
      case LeastRequest -> checkLeastRequest(path.field("leastRequest"), balancer.leastRequest());
      case RingHash, Maglev -> {
        Path settings = path.field(field(balancer.type()));
        checkHashPolicies(settings.field("hashPolicies"), hashPolicies(balancer));
      }
      case RoundRobin, Random -> {}
    }
  }

  static void checkHashPolicies(Path path, @Nullable List<HashPolicy> policies) {
    for (int i = 0; policies != null && i < policies.size(); i++) {
      checkHashPolicy(path.index(i), policies.get(i));
    }
  }

  /**
   * The warnings for the older name of a hash policy.
   *
   * @param path of the balancer
   */
  static List<String> deprecations(String path, LoadBalancer balancer) {
    List<String> warnings = new ArrayList<>();
    List<HashPolicy> policies = PolicyRules.orEmpty(hashPolicies(balancer));
    for (int i = 0; i < policies.size(); i++) {
      if (policies.get(i).type() == HashPolicy.Type.SourceIP) {
        warnings.add(
            "SourceIP type for '%s.%s.hashPolicies[%d].type' is deprecated, use Connection instead"
                .formatted(path, field(balancer.type()), i));
      }
    }
    return List.copyOf(warnings);
  }

  /** Those of the balancer that is meant. */
  private static @Nullable List<HashPolicy> hashPolicies(LoadBalancer balancer) {
    return switch (balancer.type()) {
      case RingHash -> balancer.ringHash() == null ? null : balancer.ringHash().hashPolicies();
      case Maglev -> balancer.maglev() == null ? null : balancer.maglev().hashPolicies();
      case RoundRobin, LeastRequest, Random -> null;
    };
  }

  private static String field(LoadBalancer.Type type) {
    return switch (type) {
      case RoundRobin -> "roundRobin";
      case LeastRequest -> "leastRequest";
      case RingHash -> "ringHash";
      case Random -> "random";
      case Maglev -> "maglev";
    };
  }

  private static void checkLeastRequest(Path path, @Nullable LeastRequest settings) {
    IntOrString bias = settings == null ? null : settings.activeRequestBias();
    if (bias == null) {
      return;
    }
    Optional<BigDecimal> number = bias.toDecimal();
    if (number.isEmpty()) {
      path.field("activeRequestBias").add("string must be a valid number");
    } else if (number.get().signum() < 0) {
      path.field("activeRequestBias").add("must be greater or equal then: 0");
    }
  }

  private static void checkHashPolicy(Path path, HashPolicy policy) {
    switch (policy.type()) {
      case Header -> require(path.field("header"), policy.header());
      case Cookie -> {
        require(path.field("cookie"), policy.cookie());
        checkCookie(path.field("cookie"), policy.cookie());
      }
      case QueryParameter -> require(path.field("queryParameter"), policy.queryParameter());
      case FilterState -> require(path.field("filterState"), policy.filterState());
      case Connection, SourceIP -> require(path.field("connection"), policy.connection());
    }
  }

  private static void checkCookie(Path path, @Nullable Cookie cookie) {
    if (cookie != null && cookie.path() != null && !cookie.path().startsWith("/")) {
      path.field("path").add("must be an absolute path");
    }
  }

  private static void require(Path path, @Nullable Record value) {
    if (value == null) {
      path.add("must be defined");
    }
  }
}
