package io.kuma.rest.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which scenarios the API alone can be asked. */
final class Selection {
  private static final Set<String> OF_PROXIES = Set.of("ads", "bootstrap");

  /** Scenarios that ask for what this module does not have yet. */
  private static final Map<String, String> LATER =
      Map.of(
          "rest-insights/mesh", "insights are computed elsewhere",
          "rest-insights/services", "insights are computed elsewhere",
          "zoneproxy/ingress", "no configuration of zone proxies yet",
          "zoneproxy/client-through-egress", "no configuration of zone proxies yet",
          "rest-meta/config", "the configuration is read by another module");

  /** Groups whose scenarios are about what this control plane does not have yet. */
  private static final Map<String, String> LATER_GROUPS =
      Map.of("meshgateway", "builtin gateways have no configuration yet");

  /** Answers that list all types. */
  private static final Set<String> CATALOGUES = Set.of("rest-meta/policies", "rest-meta/resources");

  private final ResourceTypes types;
  private final Map<String, String> typeByPath = new TreeMap<>();

  /**
   * @param catalogue the answer of {@code /_resources}: all types of the contract
   */
  Selection(ResourceTypes types, JsonNode catalogue) {
    this.types = types;
    catalogue
        .path("resources")
        .forEach(type -> typeByPath.put(type.path("path").asText(), type.path("name").asText()));
  }

  /** Why the scenario is left out; empty if it is not. */
  Optional<String> obstacle(Scenario scenario) {
    for (JsonNode step : scenario.steps()) {
      if (OF_PROXIES.stream().anyMatch(step::has)) {
        return Optional.of("needs proxy");
      }
    }
    if (CATALOGUES.contains(scenario.label()) && types.served().size() < typeByPath.size()) {
      return Optional.of("not all types yet");
    }
    return Optional.ofNullable(LATER.get(scenario.label()))
        .or(() -> Optional.ofNullable(LATER_GROUPS.get(scenario.group())))
        .or(
            () ->
                scenario.steps().stream()
                    .flatMap(step -> typesOf(scenario, step))
                    .filter(name -> types.findByName(name).isEmpty())
                    .findFirst()
                    .map(name -> "no " + name + " yet"));
  }

  private Stream<String> typesOf(Scenario scenario, JsonNode step) {
    List<String> names = new ArrayList<>();
    if (step.has("apply")) {
      scenario
          .documents(step.path("apply").asText())
          .forEach(document -> names.add(document.path("type").asText()));
    }
    for (String path :
        List.of(
            step.path("put").path("path").asText(),
            step.path("get").asText(),
            step.path("eventually").path("get").asText())) {
      Stream.of(path.split("[/?]", -1))
          .map(typeByPath::get)
          .flatMap(name -> Optional.ofNullable(name).stream())
          .forEach(names::add);
    }
    return names.stream();
  }
}
