package io.kuma.policy.meshloadbalancingstrategy;

import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.kuma.policy.meshloadbalancingstrategy.LoadBalancer.Maglev;
import io.kuma.policy.meshloadbalancingstrategy.LoadBalancer.RingHash;
import io.kuma.policy.meshloadbalancingstrategy.MeshLoadBalancingStrategy.Conf;
import io.kuma.xds.envoy.ProtoValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a request is hashed, as routes have it. */
final class Hashing {
  private Hashing() {}

  /** Those beside the balancer; those inside it count only for the one that is used. */
  static List<RouteAction.HashPolicy> policies(Conf conf) {
    List<HashPolicy> policies =
        conf.hashPolicies() == null ? inside(conf.loadBalancer()) : conf.hashPolicies();
    return policies == null ? List.of() : policies.stream().map(Hashing::policy).toList();
  }

  private static @Nullable List<HashPolicy> inside(@Nullable LoadBalancer balancer) {
    if (balancer == null) {
      return null;
    }
    RingHash ringHash = balancer.ringHash();
    Maglev maglev = balancer.maglev();
    return switch (balancer.type()) {
      case RingHash -> ringHash == null ? null : ringHash.hashPolicies();
      case Maglev -> maglev == null ? null : maglev.hashPolicies();
      case RoundRobin, LeastRequest, Random -> null;
    };
  }

  private static RouteAction.HashPolicy policy(HashPolicy policy) {
    RouteAction.HashPolicy.Builder hash =
        RouteAction.HashPolicy.newBuilder().setTerminal(Boolean.TRUE.equals(policy.terminal()));
    if (policy.header() != null) {
      hash.getHeaderBuilder().setHeaderName(policy.header().name());
    } else if (policy.cookie() != null) {
      cookie(policy.cookie(), hash.getCookieBuilder());
    } else if (policy.queryParameter() != null) {
      hash.getQueryParameterBuilder().setName(policy.queryParameter().name());
    } else if (policy.filterState() != null) {
      hash.getFilterStateBuilder().setKey(policy.filterState().key());
    } else {
      HashPolicy.Connection connection = policy.connection();
      hash.getConnectionPropertiesBuilder()
          .setSourceIp(
              policy.type() == HashPolicy.Type.SourceIP
                  || (connection != null && Boolean.TRUE.equals(connection.sourceIP())));
    }
    return hash.build();
  }

  private static void cookie(HashPolicy.Cookie from, RouteAction.HashPolicy.Cookie.Builder to) {
    to.setName(from.name());
    if (from.ttl() != null) {
      to.setTtl(ProtoValues.duration(from.ttl()));
    }
    if (from.path() != null) {
      to.setPath(from.path());
    }
  }
}
