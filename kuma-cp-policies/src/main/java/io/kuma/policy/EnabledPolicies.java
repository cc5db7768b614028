package io.kuma.policy;

import io.kuma.model.PolicyType;
import io.kuma.model.ResourceType;
import java.util.Collection;
import java.util.List;

/**
 * Which of the policies with a targetRef an installation wants. The others are not known to
 * anybody: nobody can write or read them, and those that are stored have no effect.
 */
public final class EnabledPolicies {
  /** All that there are. */
  public static final EnabledPolicies ALL = new EnabledPolicies(Policies.POLICIES);

  private final List<PolicyType<?, ?>> types;

  private EnabledPolicies(List<PolicyType<?, ?>> types) {
    this.types = List.copyOf(types);
  }

  /**
   * The policies of some paths ({@code meshtimeouts}); their order means nothing.
   *
   * @throws IllegalArgumentException that names what is no policy, and all that are
   */
  public static EnabledPolicies of(Collection<String> paths) {
    List<String> known = Policies.POLICIES.stream().map(EnabledPolicies::path).sorted().toList();
    paths.stream()
        .filter(path -> !known.contains(path))
        .findFirst()
        .ifPresent(
            path -> {
              throw new IllegalArgumentException(
                  "\"" + path + "\" is not among the policies " + String.join(", ", known));
            });
    return new EnabledPolicies(
        Policies.POLICIES.stream().filter(policy -> paths.contains(path(policy))).toList());
  }

  /**
   * What has to be matched, in the order in which it is applied. Plugins of the other policies do
   * what they do where no policy applies: without permissions nobody is let in.
   */
  public List<PolicyType<?, ?>> types() {
    return types;
  }

  /** Whether resources of a type are known: all are, but for policies that nobody wants. */
  public boolean know(ResourceType<?> type) {
    return contains(types, type) || !contains(Policies.POLICIES, type);
  }

  private static boolean contains(List<PolicyType<?, ?>> policies, ResourceType<?> type) {
    return policies.stream().anyMatch(policy -> policy.resource().equals(type));
  }

  private static String path(PolicyType<?, ?> policy) {
    return policy.resource().path();
  }
}
