package io.kuma.core.proxy;

import io.kuma.core.match.MatchedPolicies;
import io.kuma.core.match.MatchesHash;
import io.kuma.core.match.PolicyRules;
import io.kuma.core.match.Subset;
import io.kuma.core.match.SubsetRule;
import io.kuma.model.PolicyType;
import io.kuma.model.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds what policies say about a destination that is known by its service tag. */
final class DestinationConfs {
  private final MatchedPolicies policies;

  DestinationConfs(MatchedPolicies policies) {
    this.policies = policies;
  }

  Confs of(String service) {
    return confs(Map.of(Tags.SERVICE, service));
  }

  Confs ofRoute(String service, String routeName) {
    return confs(Map.of(Tags.SERVICE, service, MatchesHash.TAG, routeName));
  }

  private Confs confs(Map<String, String> destination) {
    Map<PolicyType<?, ?>, Record> byType = new LinkedHashMap<>();
    for (PolicyRules<?> rules : policies.rules()) {
      find(rules, destination).ifPresent(conf -> byType.put(rules.type(), conf));
    }
    return byType.isEmpty() ? Confs.NONE : new Confs(byType);
  }

  private static <C extends Record> Optional<C> find(
      PolicyRules<C> rules, Map<String, String> destination) {
    return rules.to().stream()
        .filter(rule -> contains(rule.subset(), destination))
        .findFirst()
        .map(SubsetRule::conf);
  }

  /** A tag that the destination does not have can be demanded of it only to be absent. */
  private static boolean contains(Subset subset, Map<String, String> destination) {
    return subset.tags().stream()
        .allMatch(tag -> tag.value().equals(destination.get(tag.key())) != tag.not());
  }
}
