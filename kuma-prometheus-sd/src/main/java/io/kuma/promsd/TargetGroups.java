package io.kuma.promsd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Assignments as Prometheus reads them from a file: a group for each target, since a group has one
 * set of labels. Labels have the names of Kuma's own kuma-prometheus-sd (contract 7), and those
 * that {@code kuma_sd_configs} gives ({@code __meta_kuma_…}), so that the same relabelling serves
 * both.
 */
final class TargetGroups {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String META = "__meta_kuma_";

  private TargetGroups() {}

  /**
   * A JSON list with a line for each group, in an order that does not depend on the assignments'.
   */
  static String of(JsonNode assignments) {
    SortedSet<String> groups = new TreeSet<>();
    for (JsonNode assignment : assignments) {
      for (JsonNode target : assignment.path("targets")) {
        groups.add(group(assignment, target).toString());
      }
    }
    return groups.isEmpty() ? "[]\n" : "[\n" + String.join(",\n", groups) + "\n]\n";
  }

  private static ObjectNode group(JsonNode assignment, JsonNode target) {
    ObjectNode group = JSON.createObjectNode();
    group.putArray("targets").add(target.path("address").asText());
    ObjectNode labels = group.putObject("labels");
    // What is the target's own is said first; what says where it is, last, and wins.
    user(labels, target.path("labels"));
    user(labels, assignment.path("labels"));
    String mesh = assignment.path("mesh").asText();
    String service = assignment.path("service").asText();
    String dataplane = target.path("name").asText();
    labels
        .put("mesh", mesh)
        .put("service", service)
        .put("dataplane", dataplane)
        .put("job", service)
        .put("instance", dataplane)
        .put("__scheme__", target.path("scheme").asText())
        .put("__metrics_path__", target.path("metrics_path").asText())
        .put(META + "mesh", mesh)
        .put(META + "service", service)
        .put(META + "dataplane", dataplane);
    return group;
  }

  private static void user(ObjectNode labels, JsonNode given) {
    given
        .properties()
        .forEach(
            label -> {
              String name = label.getKey().replaceAll("[^a-zA-Z0-9_]", "_");
              labels.put(META + "label_" + name, label.getValue().asText());
              // No digit may come first.
              labels.put(name.replaceAll("^(?=[0-9])", "_"), label.getValue().asText());
            });
  }
}
