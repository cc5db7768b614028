package io.kuma.core.token;

import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Whether the bearer of a token may run a Dataplane: everything that the token binds must hold
 * (contract 4.5).
 */
public final class DataplaneTokenRules {
  private DataplaneTokenRules() {}

  /** Refuses a Dataplane that the token was not issued for. */
  public static void check(DataplaneClaims claims, Resource<Dataplane> dataplane)
      throws TokenRefused {
    same("proxy name", dataplane.name(), claims.name());
    same("proxy mesh", dataplane.mesh(), claims.mesh());
    // Upstream lets tokens of other kinds of proxies pass for a dataplane; see docs/deviations.md.
    same("proxy type", "dataplane", claims.type());
    if (!claims.workload().isEmpty()) {
      String workload = dataplane.meta().labels().getOrDefault(Labels.WORKLOAD, "");
      same("workload", workload, claims.workload());
    }
    checkTags(claims, dataplane.spec().tagSets());
  }

  private static void same(String what, String actual, String inToken) throws TokenRefused {
    if (!inToken.isEmpty() && !inToken.equals(actual)) {
      throw new TokenRefused(
          what + " from requestor: " + actual + " is different than in token: " + inToken);
    }
  }

  private static void checkTags(DataplaneClaims claims, List<Map<String, String>> tagSets)
      throws TokenRefused {
    for (Map.Entry<String, SortedSet<String>> allowed : claims.tags().entrySet()) {
      String key = allowed.getKey();
      boolean present = false;
      for (Map<String, String> tags : tagSets) {
        String value = tags.get(key);
        if (value == null) {
          continue;
        }
        present = true;
        if (!allowed.getValue().contains(value)) {
          throw new TokenRefused(
              "dataplane contains tag \""
                  + key
                  + "\" with value \""
                  + value
                  + "\" which is not allowed with this token. Allowed values in token are "
                  + quoted(allowed.getValue()));
        }
      }
      if (!present) {
        throw new TokenRefused("dataplane has no tag \"" + key + "\" required by the token");
      }
    }
  }

  private static String quoted(SortedSet<String> values) {
    return values.stream()
        .map(value -> "\"" + value + "\"")
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
