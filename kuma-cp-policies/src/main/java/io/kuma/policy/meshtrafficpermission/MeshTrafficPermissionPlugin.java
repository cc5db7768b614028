package io.kuma.policy.meshtrafficpermission;

import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.InboundRules;
import io.kuma.core.proxy.MutualTls;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission.Conf;
import io.kuma.xds.envoy.StatNames;
import io.kuma.xds.plugin.ChainXds;
import io.kuma.xds.plugin.FilterSlot;
import io.kuma.xds.plugin.HttpXds;
import io.kuma.xds.plugin.InboundXds;
import io.kuma.xds.plugin.NetworkFilterSlot;
import io.kuma.xds.plugin.PolicyPlugin;
import java.util.Optional;

/**
 * Asks every caller of an inbound for permission, by the identity that its certificate proves. What
 * nobody allows is denied, so without a policy nobody gets through; without mutual TLS nobody can
 * prove anything and everybody does.
 */
public final class MeshTrafficPermissionPlugin implements PolicyPlugin<Conf> {
  private final PolicyType<MeshTrafficPermission, Conf> type;

  public MeshTrafficPermissionPlugin(PolicyType<MeshTrafficPermission, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshTrafficPermission, Conf> type() {
    return type;
  }

  @Override
  public void inbound(Inbound inbound, InboundRules<Conf> rules, InboundXds xds) {
    Optional<MutualTls> mutual = xds.proxy().mutualTls();
    if (mutual.isEmpty()) {
      return;
    }
    // Certificates of MeshIdentities vouch for no tags.
    boolean byTags = rules.rules().isEmpty() && mutual.get().identity().isEmpty();
    Permissions permissions =
        byTags
            ? PermissionsByTags.of(rules.from(), mutual.get())
            : PermissionsByIdentity.of(rules.rules(), type.resource());
    ChainXds chain = xds.chain();
    Optional<HttpXds> http = chain.http();
    if (http.isPresent()) {
      http.get()
          .filter(FilterSlot.PERMISSION, "envoy.filters.http.rbac", permissions.toHttpFilter());
    } else {
      String statPrefix = StatNames.of(xds.listener().getName()) + ".";
      chain.filter(
          NetworkFilterSlot.PERMISSION,
          "envoy.filters.network.rbac",
          permissions.toNetworkFilter(statPrefix));
    }
  }
}
