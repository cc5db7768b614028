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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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
   * Envoy lets in whoever one principal fits, but only the strongest rule about a client counts. So
   * a rule's principal leaves out those about whom a stronger rule says otherwise.
   *
   * @param rules may overlap; see {@link SubsetRule}
   */
  static PermissionsByTags of(List<SubsetRule<Conf>> rules, MutualTls mutual) {
    return new PermissionsByTags(
        rbac(RBAC.Action.ALLOW, clients(rules, PermissionsByTags::letsIn), mutual),
        rbac(
            RBAC.Action.DENY,
            clients(rules, rule -> rule.conf().action() == Action.AllowWithShadowDeny),
            mutual));
  }

  private static boolean letsIn(SubsetRule<Conf> rule) {
    Action action = rule.conf().action();
    return action == Action.Allow || action == Action.AllowWithShadowDeny;
  }

  /** Those for whom the rule that counts is one of the {@code wanted}. */
  private static Set<Clients> clients(
      List<SubsetRule<Conf>> rules, Predicate<SubsetRule<Conf>> wanted) {
    List<SubsetRule<Conf>> others = rules.stream().filter(wanted.negate()).toList();
    Set<Clients> clients = new LinkedHashSet<>();
    for (SubsetRule<Conf> rule : rules) {
      if (wanted.test(rule)) {
        List<Subset> stronger =
            others.stream()
                .filter(other -> other.precedence() > rule.precedence())
                .map(SubsetRule::subset)
                .toList();
        clients.add(Clients.of(rule.subset(), stronger));
      }
    }
    return clients;
  }

  private static RBAC rbac(RBAC.Action action, Set<Clients> listed, MutualTls mutual) {
    RBAC.Builder rbac = RBAC.newBuilder().setAction(action);
    if (!listed.isEmpty()) {
      Policy.Builder policy =
          Policy.newBuilder().addPermissions(Permission.newBuilder().setAny(true));
      listed.forEach(clients -> policy.addPrincipals(principal(clients, mutual)));
      rbac.putPolicies(POLICY, policy.build());
    }
    return rbac.build();
  }

  private static Principal principal(Clients clients, MutualTls mutual) {
    List<Principal> conditions = new ArrayList<>();
    clients.tags().forEach(tag -> conditions.add(condition(tag, mutual)));
    for (Subset subset : clients.except()) {
      conditions.add(not(all(subset.tags().stream().map(tag -> condition(tag, mutual)).toList())));
    }
    return all(conditions);
  }

  private static Principal all(List<Principal> conditions) {
    return switch (conditions.size()) {
      case 0 -> Principal.newBuilder().setAny(true).build();
      case 1 -> conditions.get(0);
      default ->
          Principal.newBuilder()
              .setAndIds(Principal.Set.newBuilder().addAllIds(conditions))
              .build();
    };
  }

  private static Principal not(Principal principal) {
    return Principal.newBuilder().setNotId(principal).build();
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
    return tag.not() ? not(proven) : proven;
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
