package io.kuma.policy.meshtrafficpermission;

import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.kuma.core.proxy.MutualTls;
import io.kuma.model.Tags;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names that a client proves to have, held against Envoy's lists as Envoy does it. */
record Certificate(Set<String> names) {
  Certificate {
    names = Set.copyOf(names);
  }

  /** Of a proxy with one inbound. */
  static Certificate of(Map<String, String> tags, MutualTls mutual) {
    return new Certificate(
        tags.entrySet().stream()
            .map(
                tag ->
                    tag.getKey().equals(Tags.SERVICE)
                        ? mutual.spiffeId(tag.getValue())
                        : MutualTls.tagUri(tag.getKey(), tag.getValue()))
            .collect(Collectors.toSet()));
  }

  /** Whether any policy has a principal that the client is; the action makes no difference. */
  boolean isListed(RBAC rbac) {
    return rbac.getPoliciesMap().values().stream()
        .flatMap(policy -> policy.getPrincipalsList().stream())
        .anyMatch(this::is);
  }

  private boolean is(Principal principal) {
    return switch (principal.getIdentifierCase()) {
      case ANY -> principal.getAny();
      case NOT_ID -> !is(principal.getNotId());
      case AND_IDS -> principal.getAndIds().getIdsList().stream().allMatch(this::is);
      case AUTHENTICATED ->
          names.contains(principal.getAuthenticated().getPrincipalName().getExact());
      default -> throw new AssertionError("not expected here: " + principal);
    };
  }
}
