package io.kuma.policy.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceType;
import io.kuma.resource.contract.ContractFiles;
import io.kuma.resource.contract.TreeDifferences;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Our definitions beside the contract's: what is equal in meaning, what is not, and why. */
final class CrdComparison {
  /** By {@code <Kind> <path>}, why we differ on purpose. */
  private static final Map<String, String> REASONS = Map.of();

  private final SortedMap<String, List<String>> differences = new TreeMap<>();
  private final TreeSet<String> missing = new TreeSet<>();

  CrdComparison(Collection<? extends ResourceType<?>> types) {
    for (Path file : ContractFiles.list(ContractFiles.contract("crds"))) {
      missing.add(String.valueOf(file.getFileName()));
    }
    for (ResourceType<?> type : types) {
      String file = Crd.fileName(type);
      if (!missing.remove(file)) {
        throw new IllegalStateException("the contract has no " + file);
      }
      JsonNode theirs = ContractFiles.document(ContractFiles.contract("crds/" + file));
      differences.put(type.name(), TreeDifferences.between(essence(Crd.of(type)), essence(theirs)));
    }
  }

  /** Without the generator's name, and without a list of no subresources. */
  private static JsonNode essence(JsonNode definition) {
    ObjectNode tree = definition.deepCopy();
    ((ObjectNode) tree.path("metadata")).remove("annotations");
    ObjectNode version = (ObjectNode) tree.at("/spec/versions/0");
    if (version.path("subresources").isEmpty()) {
      version.remove("subresources");
    }
    return tree;
  }

  /** Differences that nobody gave a reason for. */
  List<String> unexplained() {
    return lines().stream().filter(line -> !line.contains(" (because ")).toList();
  }

  /** Every difference, and the counts. */
  String closingLines() {
    long equal = differences.values().stream().filter(List::isEmpty).count();
    List<String> text = new ArrayList<>(lines());
    if (!missing.isEmpty()) {
      text.add("crds: not there yet: " + String.join(", ", missing));
    }
    text.add(
        "crds: %d equal, %d different, %d not there yet"
            .formatted(equal, differences.size() - equal, missing.size()));
    return String.join(System.lineSeparator(), text);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    differences.forEach(
        (kind, all) ->
            all.forEach(
                difference -> {
                  String reason = REASONS.get(kind + " " + difference.replaceFirst(": .*", ""));
                  lines.add(
                      "crds: "
                          + kind
                          + " "
                          + difference
                          + (reason == null ? "" : " (because " + reason + ")"));
                }));
    return lines;
  }
}
