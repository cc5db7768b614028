package io.kuma.policy.meshtrafficpermission;

import com.github.xds.type.matcher.v3.Matcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.FieldMatcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate;
import com.github.xds.type.matcher.v3.Matcher.OnMatch;
import io.envoyproxy.envoy.config.rbac.v3.Action;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.kuma.core.match.MatchRule;
import io.kuma.model.Kri;
import io.kuma.model.Match;
import io.kuma.model.ResourceType;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission.RuleConf;
import io.kuma.xds.envoy.CallerPredicates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Permissions of {@code spec.rules}: a list that is tried from the top. Whoever is denied by any
 * policy is denied, then whoever is allowed by any is allowed, and nobody else is. The name of a
 * decision is the policy it comes from, for logs and statistics.
 *
 * @param shadow what is counted only; empty if no policy asks for it
 */
record PermissionsByIdentity(Matcher matcher, Optional<Matcher> shadow) implements Permissions {
  private static final String NOBODY_SAID_SO = "default";

  static PermissionsByIdentity of(
      List<? extends MatchRule<?>> rules, ResourceType<MeshTrafficPermission> type) {
    List<FieldMatcher> denied = new ArrayList<>();
    List<FieldMatcher> allowed = new ArrayList<>();
    List<FieldMatcher> shadowDenied = new ArrayList<>();
    for (MatchRule<?> rule : rules) {
      Record conf = rule.conf();
      if (conf instanceof RuleConf permission) {
        String name = origin(rule, type);
        add(denied, permission.deny(), List.of(), RBAC.Action.DENY, name);
        add(
            allowed,
            permission.allow(),
            orNone(permission.allowWithShadowDeny()),
            RBAC.Action.ALLOW,
            name);
        add(shadowDenied, permission.allowWithShadowDeny(), List.of(), RBAC.Action.DENY, name);
      }
    }
    return new PermissionsByIdentity(
        orDeny(Stream.concat(denied.stream(), allowed.stream()).toList()),
        shadowDenied.isEmpty() ? Optional.empty() : Optional.of(orDeny(shadowDenied)));
  }

  private static String origin(MatchRule<?> rule, ResourceType<MeshTrafficPermission> type) {
    return rule.origins().stream()
        .findFirst()
        .flatMap(origin -> Kri.of(type, origin.policy()))
        .map(Kri::toString)
        .orElse(NOBODY_SAID_SO);
  }

  private static void add(
      List<FieldMatcher> matchers,
      @Nullable List<Match> some,
      List<Match> more,
      RBAC.Action action,
      String name) {
    List<Predicate> callers =
        Stream.concat(orNone(some).stream(), more.stream()).map(CallerPredicates::of).toList();
    if (!callers.isEmpty()) {
      matchers.add(
          FieldMatcher.newBuilder()
              .setPredicate(CallerPredicates.anyOf(callers))
              .setOnMatch(decision(action, name))
              .build());
    }
  }

  private static List<Match> orNone(@Nullable List<Match> matches) {
    return matches == null ? List.of() : matches;
  }

  private static Matcher orDeny(List<FieldMatcher> matchers) {
    Matcher.Builder matcher =
        Matcher.newBuilder().setOnNoMatch(decision(RBAC.Action.DENY, NOBODY_SAID_SO));
    if (!matchers.isEmpty()) {
      matcher.setMatcherList(MatcherList.newBuilder().addAllMatchers(matchers));
    }
    return matcher.build();
  }

  private static OnMatch decision(RBAC.Action action, String name) {
    return OnMatch.newBuilder()
        .setAction(
            CallerPredicates.extension(
                "envoy.filters.rbac.action",
                Action.newBuilder().setName(name).setAction(action).build()))
        .build();
  }

  @Override
  public io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC toHttpFilter() {
    var filter =
        io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.newBuilder().setMatcher(matcher);
    shadow.ifPresent(filter::setShadowMatcher);
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
            .setMatcher(matcher);
    shadow.ifPresent(filter::setShadowMatcher);
    return filter.build();
  }
}
