package io.kuma.rest.recorded;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers that are not those of the recordings, by name and with the reason. One that is listed
 * here and does not differ is an error too, so that the list says what is true.
 */
final class KnownDifferences {
  /** On purpose; see docs/deviations.md. */
  private static final Map<String, String> ON_PURPOSE =
      Map.of(
          "rest-errors/dataplane-constraints/restricted", "400 that names the tags, not 500",
          "rest-errors/dataplane-constraints/without-required", "400 that names the tags, not 500",
          "rest-errors/inspect-exclusive/inbound-unknown", "404, not 500",
          "rest-errors/secrets/global-list", "there is no inter-cp-ca, for nobody would use it",
          "rest-tokens/dataplane/negative", "no token that has expired already",
          "rest-tokens/zone/bad-scope", "no token for scopes that do not exist",
          "rest/workload/invalid-1", "fields that the schema does not know are refused");

  /** What is not there yet. */
  private static final Map<String, String> MISSING =
      Map.of(
          "kumactl/export-all", "insights of meshes are computed elsewhere",
          "kumactl/export-no-dataplanes", "insights of meshes are computed elsewhere",
          "kumactl/inspect-dataplane-config", "TrafficPermissions have no effect yet",
          "rest-insights/global/global-insight", "insights of meshes are computed elsewhere",
          "rest-insights/zone-proxies/zi-xds", "there are no zone proxies yet");

  /**
   * What Envoy is told in meshes whose policies select by tags, most of which have no effect yet.
   */
  private static final Pattern LEGACY_CONFIGURATION = Pattern.compile("legacy/.*\\.config");

  private int unjudged;

  private final Set<String> seen = new TreeSet<>();

  /** What is wrong with an answer in which {@code differences} were found. */
  List<String> judge(String answer, List<String> differences) {
    if (LEGACY_CONFIGURATION.matcher(answer).matches()) {
      unjudged++;
      return List.of();
    }
    if (!ON_PURPOSE.containsKey(answer) && !MISSING.containsKey(answer)) {
      return differences;
    }
    seen.add(answer);
    return differences.isEmpty()
        ? List.of("is as recorded: take it from the list of known differences")
        : List.of();
  }

  /** The differences that were met, for people; a line for each. */
  String summary() {
    return lines("differs on purpose", ON_PURPOSE)
        + lines("is missing", MISSING)
        + "recorded: %d configurations of legacy are not compared: policies that select by tags have no effect yet%n"
            .formatted(unjudged);
  }

  private String lines(String title, Map<String, String> reasons) {
    return new TreeMap<>(reasons)
        .entrySet().stream()
            .filter(entry -> seen.contains(entry.getKey()))
            .map(
                entry -> "recorded: %s %s: %s%n".formatted(entry.getKey(), title, entry.getValue()))
            .collect(Collectors.joining());
  }
}
