package io.kuma.rest.recorded;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Answers that are not those of the recordings, by name and with the reason. One that is listed
 * here and does not differ is an error too, so that the list says what is true.
 */
final class KnownDifferences {
  private static final String STATUS = "statuses";
  private static final String SWEEP = "Workloads without proxies go";

  /** On purpose; see docs/deviations.md. */
  private static final Map<String, String> ON_PURPOSE =
      Map.of(
          "rest-errors/dataplane-constraints/restricted", "400 that names the tags, not 500",
          "rest-errors/dataplane-constraints/without-required", "400 that names the tags, not 500",
          "rest-tokens/dataplane/negative", "no token that has expired already",
          "rest/workload/invalid-1", "fields that the schema does not know are refused");

  /** What is not there yet. */
  private static final Map<String, String> MISSING =
      Map.ofEntries(
          Map.entry("rest-errors/secrets/admin-token", "user tokens"),
          Map.entry("rest-errors/secrets/global-list", "user tokens"),
          Map.entry("rest-queries/dataplane-tags/old-overview", "overviews"),
          Map.entry("rest-queries/dataplane-tags/old-overview-one", "overviews"),
          Map.entry("rest-queries/dataplane-tags/overview-gateway", "overviews"),
          Map.entry("rest-queries/dataplane-tags/overview-tag", "overviews"),
          Map.entry("rest-queries/kri/service-section", STATUS),
          Map.entry("rest/meshaccesslog/get", STATUS),
          Map.entry("rest/meshaccesslog/get-kubernetes", STATUS),
          Map.entry("rest/meshaccesslog/get-updated", STATUS),
          Map.entry("rest/meshaccesslog/list", STATUS),
          Map.entry("rest/meshexternalservice/get", STATUS),
          Map.entry("rest/meshexternalservice/get-kubernetes", STATUS),
          Map.entry("rest/meshexternalservice/get-updated", STATUS),
          Map.entry("rest/meshexternalservice/list", STATUS),
          Map.entry("rest/meshidentity/get", STATUS),
          Map.entry("rest/meshidentity/get-kubernetes", STATUS),
          Map.entry("rest/meshidentity/get-updated", STATUS),
          Map.entry("rest/meshidentity/list", STATUS),
          Map.entry("rest/meshmetric/get", STATUS),
          Map.entry("rest/meshmetric/get-kubernetes", STATUS),
          Map.entry("rest/meshmetric/get-updated", STATUS),
          Map.entry("rest/meshmetric/list", STATUS),
          Map.entry("rest/meshopentelemetrybackend/get", STATUS),
          Map.entry("rest/meshopentelemetrybackend/get-kubernetes", STATUS),
          Map.entry("rest/meshopentelemetrybackend/get-updated", STATUS),
          Map.entry("rest/meshopentelemetrybackend/list", STATUS),
          Map.entry("rest/workload/delete", SWEEP),
          Map.entry("rest/workload/get", SWEEP),
          Map.entry("rest/workload/get-kubernetes", SWEEP),
          Map.entry("rest/workload/get-updated", SWEEP),
          Map.entry("rest/workload/list", SWEEP),
          Map.entry("rest/workload/update", SWEEP));

  private final Set<String> seen = new TreeSet<>();

  /** What is wrong with an answer in which {@code differences} were found. */
  List<String> judge(String answer, List<String> differences) {
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
    return lines("differs on purpose", ON_PURPOSE) + lines("is missing", MISSING);
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
