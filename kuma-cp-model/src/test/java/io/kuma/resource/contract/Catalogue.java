package io.kuma.resource.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceType;
import io.kuma.model.Sync;
import java.util.List;

/** How the contract's catalogue, {@code GET /_resources}, shows a type. */
public final class Catalogue {
  private Catalogue() {}

  /** What the catalogue should say of {@code type}. */
  public static JsonNode entry(ResourceType<?> type) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("includeInFederation", type.sync().contains(Sync.GLOBAL_TO_ZONE) && !type.readOnly());
    entry.put("name", type.name());
    entry.put("path", type.path());
    entry.put("pluralDisplayName", type.pluralDisplayName());
    if (type.isPolicy()) {
      boolean target = type.isTargetRefPolicy();
      ObjectNode policy = entry.putObject("policy");
      policy.put("hasFromTargetRef", target && type.hasField("from"));
      policy.put("hasRulesTargetRef", target && type.hasField("rules"));
      policy.put("hasToTargetRef", target && type.hasField("to"));
      policy.put("isFromAsRules", type.fromAsRules());
      policy.put("isTargetRef", target);
    }
    entry.put("readOnly", type.readOnly());
    entry.put("scope", type.scope().wireName());
    entry.put("shortName", type.shortName().orElse(""));
    entry.put("singularDisplayName", type.displayName());
    return entry;
  }

  /** The names of all types that the catalogue has. */
  public static List<String> names() {
    return all().findValuesAsText("name");
  }

  /** What the catalogue says of {@code type}. */
  public static JsonNode expected(ResourceType<?> type) {
    for (JsonNode entry : all()) {
      if (entry.path("name").asText().equals(type.name())) {
        return entry;
      }
    }
    throw new IllegalArgumentException(type + " is not in the catalogue");
  }

  private static JsonNode all() {
    return ContractFiles.document(
            ContractFiles.conformance("rest/base_endpoints/_resources.golden.json"))
        .path("resources");
  }
}
