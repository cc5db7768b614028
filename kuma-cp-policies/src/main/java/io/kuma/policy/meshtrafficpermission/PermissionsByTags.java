package io.kuma.policy.meshtrafficpermission;

import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.Policy;
import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.core.match.Subset;
import io.kuma.core.match.SubsetRule;
import io.kuma.core.proxy.MutualTls;
import io.kuma.model.Tags;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission.Action;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission.Conf;
import java.util.List;

/**
 * Permissions of {@code spec.from}: lists of who is allowed. Certificates vouch for the caller's
 * tags, so a condition on tags is one on the names in its certificate.
 *
 * @param allowed who gets through
 * @param shadowDenied who gets through and is counted as if it had not
 */
record PermissionsByTags(RBAC allowed, RBAC shadowDenied) implements Permissions {
  private static final String POLICY = "MeshTrafficPermission";

  /**
   * @param rules disjoint, so that their order decides nothing
   */
  static PermissionsByTags of(List<SubsetRule<Conf>> rules, MutualTls mutual) {
    Policy.Builder allowed = forAnyRequest();
    Policy.Builder shadowDenied = forAnyRequest();
    for (SubsetRule<Conf> rule : rules) {
      Action action = rule.conf().action();
      if (action == null || action == Action.Deny) {
        continue;
      }
      Principal principal = principal(rule.subset(), mutual);
      allowed.addPrincipals(principal);
      if (action == Action.AllowWithShadowDeny) {
        shadowDenied.addPrincipals(principal);
      }
    }
    return new PermissionsByTags(
        rbac(allowed, RBAC.Action.ALLOW), rbac(shadowDenied, RBAC.Action.DENY));
  }

  private static Policy.Builder forAnyRequest() {
    return Policy.newBuilder().addPermissions(Permission.newBuilder().setAny(true));
  }

  private static RBAC rbac(Policy.Builder policy, RBAC.Action action) {
    RBAC.Builder rbac = RBAC.newBuilder().setAction(action);
    return policy.getPrincipalsCount() == 0
        ? rbac.build()
        : rbac.putPolicies(POLICY, policy.build()).build();
  }

  private static Principal principal(Subset subset, MutualTls mutual) {
    List<Principal> conditions = subset.tags().stream().map(tag -> condition(tag, mutual)).toList();
    return switch (conditions.size()) {
      case 0 -> Principal.newBuilder().setAny(true).build();
      case 1 -> conditions.get(0);
      default ->
          Principal.newBuilder()
              .setAndIds(Principal.Set.newBuilder().addAllIds(conditions))
              .build();
    };
  }

  private static Principal condition(Subset.Tag tag, MutualTls mutual) {
    String name =
        tag.key().equals(Tags.SERVICE)
            ? mutual.spiffeId(tag.value())
            : MutualTls.tagUri(tag.key(), tag.value());
    Principal proven =
        Principal.newBuilder()
            .setAuthenticated(
                Principal.Authenticated.newBuilder()
                    .setPrincipalName(StringMatcher.newBuilder().setExact(name)))
            .build();
    return tag.not() ? Principal.newBuilder().setNotId(proven).build() : proven;
  }

  @Override
  public io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC toHttpFilter() {
    var filter =
        io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.newBuilder().setRules(allowed);
    if (shadowDenied.getPoliciesCount() > 0) {
      filter.setShadowRules(shadowDenied);
    }
    return filter.build();
  }

  @Override
  public io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC toNetworkFilter(
      String statPrefix) {
    var filter =
        io.envoyproxy
            .envoy
            .extensions
            .filters
            .network
            .rbac
            .v3
            .RBAC
            .newBuilder()
            .setStatPrefix(statPrefix)
            .setRules(allowed);
    if (shadowDenied.getPoliciesCount() > 0) {
      filter.setShadowRules(shadowDenied);
    }
    return filter.build();
  }
}
