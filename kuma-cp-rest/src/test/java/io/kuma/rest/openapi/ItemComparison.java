package io.kuma.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.resource.contract.ContractFiles;
import io.kuma.resource.contract.SchemaComparison;
import io.kuma.resource.contract.TreeDifferences;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Our schemas of resources beside those of the contract's document; flat types that it leaves out
 * are compared with the contract's JSON schemas.
 */
final class ItemComparison {
  private static final String ITEM = "Item";
  private static final String ALTERNATIVES = "alternatives";

  /** By the place within an item, why we differ on purpose. */
  private static final Map<String, String> REASONS =
      Map.of("/properties/snis", "names for TLS by KRI are not there yet");

  /**
   * What the contract's generator makes of Go's structures does not describe what is sent:
   * durations as two numbers, constants as any text or number, conf by alternatives that are not
   * complete; it says no limits. Left out on both sides.
   */
  private static final Set<String> LIMITS =
      Set.of("format", "minimum", "maximum", "minItems", "maxItems", "enum", "pattern");

  /** Its name ends like those of resources. */
  private static final String NO_RESOURCE = "JsonPatchItem";

  private final SortedMap<String, List<String>> differences = new TreeMap<>();
  private final TreeSet<String> missing = new TreeSet<>();
  private final List<String> alone = new ArrayList<>();
  private final JsonNode theirs =
      ContractFiles.document(ContractFiles.contract("openapi.yaml")).at("/components/schemas");

  ItemComparison(JsonNode document, ResourceTypes types) {
    theirs.fieldNames().forEachRemaining(name -> missing.add(name));
    missing.removeIf(name -> !name.endsWith(ITEM) || name.equals(NO_RESOURCE));
    for (ResourceType<?> type : types.served()) {
      String name = type.name() + ITEM;
      JsonNode ours = document.at("/components/schemas/" + name);
      if (missing.remove(name)) {
        differences.put(name, compare(type, ours, theirs.path(name)));
      } else if (Files.exists(ContractFiles.contract("schemas/" + type.name() + ".json"))) {
        differences.put(name, SchemaComparison.withJsonSchema(type));
      } else {
        alone.add(type.name());
      }
    }
  }

  private List<String> compare(ResourceType<?> type, JsonNode ours, JsonNode contract) {
    return type.shape() == Shape.SPEC
        ? TreeDifferences.between(ours, contract)
        : withoutAlternatives(TreeDifferences.between(essence(ours), essence(contract)));
  }

  /** Leaves out what is below a place where the contract has alternatives. */
  private static List<String> withoutAlternatives(List<String> lines) {
    List<String> places =
        lines.stream()
            .filter(line -> line.contains("/" + ALTERNATIVES + ": "))
            .map(line -> line.replaceFirst("/" + ALTERNATIVES + ": .*", "/"))
            .toList();
    return lines.stream().filter(line -> places.stream().noneMatch(line::startsWith)).toList();
  }

  /** What is left of a flat type's schema when {@link #LIMITS} and the artefacts are gone. */
  private JsonNode essence(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    if (!reference.isEmpty()) {
      return essence(theirs.path(reference.replaceFirst(".*/", "")));
    }
    JsonNode properties = schema.path("properties");
    if (properties.has("nanos") && properties.has("seconds")) {
      return text();
    }
    JsonNode alternatives = schema.path("oneOf");
    if (alternatives.isArray()) {
      boolean isConstant = alternatives.get(0).path("type").asText().equals("string");
      return isConstant ? text() : JsonNodeFactory.instance.objectNode().put(ALTERNATIVES, true);
    }
    if (!schema.isObject() || schema.has("x-kubernetes-preserve-unknown-fields")) {
      return schema.isObject() ? JsonNodeFactory.instance.objectNode() : schema;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : schema.properties()) {
      JsonNode value = field.getValue();
      if (field.getKey().equals("properties")) {
        ObjectNode inner = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(one -> inner.set(one.getKey(), essence(one.getValue())));
        if (!inner.isEmpty()) {
          result.set("properties", inner);
        }
      } else if (!LIMITS.contains(field.getKey())) {
        result.set(field.getKey(), essence(value));
      }
    }
    return result;
  }

  private static ObjectNode text() {
    return JsonNodeFactory.instance.objectNode().put("type", "string");
  }

  List<String> unexplained() {
    return lines().stream().filter(line -> !line.contains(" (because ")).toList();
  }

  /** Every difference, and the counts. */
  String closingLines() {
    long equal = differences.values().stream().filter(List::isEmpty).count();
    List<String> text = new ArrayList<>(lines());
    if (!missing.isEmpty()) {
      text.add("openapi: not there yet: " + String.join(", ", missing));
    }
    if (!alone.isEmpty()) {
      text.add("openapi: the contract has no schema of " + String.join(", ", alone));
    }
    text.add(
        "openapi: %d equal, %d different, %d not there yet"
            .formatted(equal, differences.size() - equal, missing.size()));
    return String.join(System.lineSeparator(), text);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    differences.forEach(
        (name, all) ->
            all.forEach(
                difference -> {
                  String reason = REASONS.get(difference.replaceFirst(": .*", ""));
                  lines.add(
                      "openapi: "
                          + name
                          + " "
                          + difference
                          + (reason == null ? "" : " (because " + reason + ")"));
                }));
    return lines;
  }
}
