package io.kuma.core.match;

import io.kuma.model.PolicyType;
import java.util.List;
import java.util.Optional;

/** The rules of every policy type that touches a proxy, in the order in which they are applied. */
public record MatchedPolicies(List<PolicyRules<?>> rules) {
  public MatchedPolicies {
    rules = List.copyOf(rules);
  }

  @SuppressWarnings("unchecked")
  public <C extends Record> Optional<PolicyRules<C>> find(PolicyType<?, C> type) {
    return rules.stream()
        .filter(found -> found.type().equals(type))
        .findFirst()
        .map(found -> (PolicyRules<C>) found);
  }
}
