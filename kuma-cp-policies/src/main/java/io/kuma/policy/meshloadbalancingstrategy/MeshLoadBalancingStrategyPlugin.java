package io.kuma.policy.meshloadbalancingstrategy;

import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshloadbalancingstrategy.MeshLoadBalancingStrategy.Conf;
import io.kuma.xds.plugin.BackendXds;
import io.kuma.xds.plugin.PolicyPlugin;
import io.kuma.xds.plugin.RouteXds;
import org.jspecify.annotations.Nullable;

/** Which instance of a destination is taken: clusters, their endpoints, and what routes hash. */
public final class MeshLoadBalancingStrategyPlugin implements PolicyPlugin<Conf> {
  private final PolicyType<MeshLoadBalancingStrategy, Conf> type;

  public MeshLoadBalancingStrategyPlugin(PolicyType<MeshLoadBalancingStrategy, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshLoadBalancingStrategy, Conf> type() {
    return type;
  }

  @Override
  public void route(OutboundRoute route, @Nullable Conf conf, RouteXds xds) {
    if (conf != null) {
      xds.action().ifPresent(action -> Hashing.policies(conf).forEach(action::addHashPolicy));
    }
  }

  @Override
  public void backend(Backend backend, @Nullable Conf conf, BackendXds xds) {
    if (conf == null) {
      return;
    }
    if (conf.loadBalancer() != null) {
      Balancers.set(conf.loadBalancer(), xds.cluster());
    }
    Localities.set(conf.localityAwareness(), backend, xds);
  }
}
