package io.kuma.core.match;

import io.kuma.model.MeshWidePolicy;
import io.kuma.model.PolicyType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of every policy type that touches a proxy, in the order in which they are applied.
 *
 * @param ofMesh the types of {@link MeshWidePolicy} of which the mesh has any
 */
public record MatchedPolicies(List<PolicyRules<?>> rules, Set<PolicyType<?, ?>> ofMesh) {
  public MatchedPolicies {
    rules = List.copyOf(rules);
    ofMesh = Collections.unmodifiableSet(new LinkedHashSet<>(ofMesh));
  }

  @SuppressWarnings("unchecked")
  public <C extends Record> Optional<PolicyRules<C>> find(PolicyType<?, C> type) {
    return rules.stream()
        .filter(found -> found.type().equals(type))
        .findFirst()
        .map(found -> (PolicyRules<C>) found);
  }
}
