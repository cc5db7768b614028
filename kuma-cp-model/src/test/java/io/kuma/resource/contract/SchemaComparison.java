package io.kuma.resource.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.ResourceType;
import io.kuma.model.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says where the schema of a record differs from the contract's: fields, which of them are
 * required, types, allowed values, limits and defaults. Descriptions are ours.
 */
public final class SchemaComparison {
  private final List<String> differences = new ArrayList<>();
  private final JsonNode root;

  private SchemaComparison(JsonNode root) {
    this.root = root;
  }

  /** Compares with spec and status in the type's CustomResourceDefinition. */
  public static List<String> withCrd(ResourceType<?> type) {
    Path file = ContractFiles.contract("crds/kuma.io_" + type.path() + ".yaml");
    JsonNode crd = ContractFiles.document(file);
    JsonNode properties = crd.at("/spec/versions/0/schema/openAPIV3Schema/properties");
    SchemaComparison comparison = new SchemaComparison(crd);
    comparison.compare("spec", type.schema(), properties.path("spec"), true);
    comparison.same("status", "there", type.hasStatus(), properties.has("status"));
    type.statusSchema()
        .ifPresent(status -> comparison.compare("status", status, properties.path("status"), true));
    return comparison.differences;
  }

  /** Whether the contract describes a flat type by a JSON schema. */
  public static boolean hasJsonSchema(ResourceType<?> type) {
    return Files.exists(jsonSchema(type));
  }

  private static Path jsonSchema(ResourceType<?> type) {
    return ContractFiles.contract("schemas/" + type.name() + ".json");
  }

  /** Compares with the JSON schema of a flat type, which knows no required fields and limits. */
  public static List<String> withJsonSchema(ResourceType<?> type) {
    JsonNode schema = ContractFiles.document(jsonSchema(type));
    SchemaComparison comparison = new SchemaComparison(schema);
    comparison.compare("", type.schema(), schema, false);
    return comparison.differences;
  }

  private void compare(String path, Schema ours, JsonNode reference, boolean strict) {
    JsonNode theirs = resolve(reference);
    if (ours instanceof Schema.Obj obj) {
      compareObjects(path, obj, theirs, strict);
    } else if (ours instanceof Schema.Dict dict) {
      same(path, "type", "object", theirs.path("type").asText());
      compare(path + "{}", dict.values(), theirs.path("additionalProperties"), strict);
    } else if (ours instanceof Schema.Arr arr) {
      same(path, "type", "array", theirs.path("type").asText());
      compare(path + "[]", arr.items(), theirs.path("items"), strict);
      if (strict) {
        same(path, "minItems", arr.minItems(), number(theirs.path("minItems")));
        same(path, "maxItems", arr.maxItems(), number(theirs.path("maxItems")));
        List<String> keys = new ArrayList<>();
        theirs.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
        same(path, "keys", arr.listKeys(), keys);
      }
    } else if (ours instanceof Schema.Text text) {
      compareTexts(path, text, theirs, strict);
    } else if (ours instanceof Schema.Int number) {
      compareNumbers(path, number, theirs, strict);
    } else if (ours instanceof Schema.Num) {
      same(path, "type", "number", theirs.path("type").asText());
    } else if (ours instanceof Schema.Bool) {
      same(path, "type", "boolean", theirs.path("type").asText());
    } else if (ours instanceof Schema.IntOrText) {
      same(path, "int or string", true, theirs.path("x-kubernetes-int-or-string").asBoolean());
    } else {
      same(path, "properties", false, theirs.has("properties"));
    }
  }

  private void compareObjects(String path, Schema.Obj ours, JsonNode theirs, boolean strict) {
    same(path, "type", "object", theirs.path("type").asText());
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, JsonNode> property : theirs.path("properties").properties()) {
      names.add(camelCase(property.getKey()));
    }
    same(path, "fields", new TreeSet<>(ours.fields().keySet()), names);
    Set<String> required = new TreeSet<>();
    theirs.path("required").forEach(name -> required.add(name.asText()));
    ours.fields()
        .forEach(
            (name, field) -> {
              JsonNode property = property(theirs, name);
              String place = path.isEmpty() ? name : path + "." + name;
              if (property == null) {
                return;
              }
              compare(place, field.schema(), property, strict);
              if (strict) {
                same(place, "required", field.required(), required.contains(name));
                JsonNode theirDefault = property.path("default");
                same(
                    place,
                    "default",
                    field.defaultValue(),
                    theirDefault.isMissingNode() ? null : theirDefault.toString());
              }
            });
  }

  private void compareTexts(String path, Schema.Text ours, JsonNode theirs, boolean strict) {
    List<String> allowed = new ArrayList<>();
    for (JsonNode value : theirs.path("enum")) {
      if (value.isTextual()) {
        allowed.add(value.asText());
      }
    }
    same(path, "enum", ours.allowed(), allowed);
    if (allowed.isEmpty()) {
      same(path, "type", "string", theirs.path("type").asText());
    }
    if (strict) {
      same(path, "minLength", ours.minLength(), number(theirs.path("minLength")));
      same(path, "maxLength", ours.maxLength(), number(theirs.path("maxLength")));
      JsonNode pattern = theirs.path("pattern");
      same(path, "pattern", ours.pattern(), pattern.isMissingNode() ? null : pattern.asText());
    }
  }

  private void compareNumbers(String path, Schema.Int ours, JsonNode theirs, boolean strict) {
    if (!strict) {
      // 64 bits are strings in proto3 JSON.
      String type = "int64".equals(ours.format()) ? "string" : "integer";
      same(path, "type", type, theirs.path("type").asText());
      return;
    }
    same(path, "type", "integer", theirs.path("type").asText());
    JsonNode format = theirs.path("format");
    same(path, "format", ours.format(), format.isMissingNode() ? null : format.asText());
    same(path, "minimum", intValue(ours.minimum()), number(theirs.path("minimum")));
    same(path, "maximum", intValue(ours.maximum()), number(theirs.path("maximum")));
    List<Long> allowed = new ArrayList<>();
    theirs.path("enum").forEach(value -> allowed.add(value.asLong()));
    same(path, "enum", ours.allowed(), allowed);
  }

  private JsonNode resolve(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty()
        ? schema
        : root.path("definitions").path(reference.substring("#/definitions/".length()));
  }

  private static @Nullable JsonNode property(JsonNode object, String name) {
    for (Map.Entry<String, JsonNode> property : object.path("properties").properties()) {
      if (camelCase(property.getKey()).equals(name)) {
        return property.getValue();
      }
    }
    return null;
  }

  /** JSON schemas of flat types have the names of .proto files, some of them in snake case. */
  private static String camelCase(String name) {
    StringBuilder result = new StringBuilder();
    for (String part : name.split("_", -1)) {
      result.append(
          result.isEmpty()
              ? part
              : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    return result.toString();
  }

  private static @Nullable Integer number(JsonNode node) {
    return node.isNumber() ? Integer.valueOf(node.asInt()) : null;
  }

  private static @Nullable Integer intValue(@Nullable Long value) {
    return value == null ? null : Math.toIntExact(value);
  }

  private void same(String path, String what, @Nullable Object ours, @Nullable Object theirs) {
    if (!Objects.equals(ours, theirs)) {
      differences.add(path + ": " + what + " is " + ours + ", contract " + theirs);
    }
  }
}
