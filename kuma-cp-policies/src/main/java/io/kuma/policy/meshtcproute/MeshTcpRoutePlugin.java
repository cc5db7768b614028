package io.kuma.policy.meshtcproute;

import io.kuma.model.PolicyType;
import io.kuma.resource.meshtcproute.MeshTcpRoute;
import io.kuma.xds.plugin.PolicyPlugin;

/** Makes the policy known. Where connections go is in the model's outbounds already. */
public final class MeshTcpRoutePlugin implements PolicyPlugin<MeshTcpRoute.Rule> {
  private final PolicyType<MeshTcpRoute, MeshTcpRoute.Rule> type;

  public MeshTcpRoutePlugin(PolicyType<MeshTcpRoute, MeshTcpRoute.Rule> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshTcpRoute, MeshTcpRoute.Rule> type() {
    return type;
  }
}
