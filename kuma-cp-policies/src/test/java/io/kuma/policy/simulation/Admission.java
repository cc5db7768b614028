package io.kuma.policy.simulation;

import com.github.xds.type.matcher.v3.Matcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.FieldMatcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate;
import com.github.xds.type.matcher.v3.Matcher.OnMatch;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.rbac.v3.Action;
import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import java.util.Collection;

/** Whether a permission filter lets somebody in whose certificate has these names. */
final class Admission {
  private final Collection<String> names;

  Admission(Collection<String> names) {
    this.names = names;
  }

  boolean allows(RBAC rules) {
    boolean listed =
        rules.getPoliciesMap().values().stream()
            .flatMap(policy -> policy.getPrincipalsList().stream())
            .anyMatch(this::is);
    return listed == (rules.getAction() == RBAC.Action.ALLOW);
  }

  boolean allows(Matcher matcher) throws InvalidProtocolBufferException {
    for (FieldMatcher field : matcher.getMatcherList().getMatchersList()) {
      if (holds(field.getPredicate())) {
        return allows(field.getOnMatch());
      }
    }
    return allows(matcher.getOnNoMatch());
  }

  private static boolean allows(OnMatch decision) throws InvalidProtocolBufferException {
    Action action = decision.getAction().getTypedConfig().unpack(Action.class);
    return action.getAction() == RBAC.Action.ALLOW;
  }

  private boolean holds(Predicate predicate) {
    return switch (predicate.getMatchTypeCase()) {
      case SINGLE_PREDICATE -> holds(predicate.getSinglePredicate());
      case OR_MATCHER -> predicate.getOrMatcher().getPredicateList().stream().anyMatch(this::holds);
      case AND_MATCHER ->
          predicate.getAndMatcher().getPredicateList().stream().allMatch(this::holds);
      default -> throw new AssertionError("not simulated: " + predicate);
    };
  }

  private boolean holds(Predicate.SinglePredicate predicate) {
    if (!predicate.getInput().getName().equals("envoy.matching.inputs.uri_san")) {
      throw new AssertionError("not simulated: " + predicate);
    }
    var value = predicate.getValueMatch();
    return switch (value.getMatchPatternCase()) {
      case EXACT -> names.contains(value.getExact());
      case PREFIX -> names.stream().anyMatch(name -> name.startsWith(value.getPrefix()));
      default -> throw new AssertionError("not simulated: " + predicate);
    };
  }

  private boolean is(Principal principal) {
    return switch (principal.getIdentifierCase()) {
      case ANY -> principal.getAny();
      case NOT_ID -> !is(principal.getNotId());
      case AND_IDS -> principal.getAndIds().getIdsList().stream().allMatch(this::is);
      case AUTHENTICATED ->
          names.contains(principal.getAuthenticated().getPrincipalName().getExact());
      default -> throw new AssertionError("not simulated: " + principal);
    };
  }
}
