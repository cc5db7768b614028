package io.kuma.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a schema as the structural OpenAPI v3 schema of a CustomResourceDefinition (<a
 * href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema">the
 * rules</a>), in the order in which such files are usually generated: keys and properties by
 * alphabet.
 *
 * <p>Durations are plain strings there: Kubernetes knows a format of that name, but it is another
 * notation than Go's.
 */
public final class CrdSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CrdSchema() {}

  /** The schema as the value of {@code openAPIV3Schema} or of one of its properties. */
  public static ObjectNode of(Schema schema) {
    Map<String, JsonNode> keys = new TreeMap<>();
    if (!schema.description().isEmpty()) {
      keys.put("description", JSON.textNode(schema.description()));
    }
    if (schema instanceof Schema.Obj obj) {
      object(obj, keys);
    } else if (schema instanceof Schema.Dict dict) {
      type(keys, "object");
      keys.put("additionalProperties", of(dict.values()));
    } else if (schema instanceof Schema.Arr arr) {
      list(arr, keys);
    } else if (schema instanceof Schema.Text text) {
      text(text, keys);
    } else if (schema instanceof Schema.Int number) {
      whole(number, keys);
    } else if (schema instanceof Schema.Num) {
      type(keys, "number");
    } else if (schema instanceof Schema.Bool) {
      type(keys, "boolean");
    } else if (schema instanceof Schema.IntOrText) {
      ArrayNode either = JSON.arrayNode();
      either.addObject().put("type", "integer");
      either.addObject().put("type", "string");
      keys.put("anyOf", either);
      keys.put("x-kubernetes-int-or-string", JSON.booleanNode(true));
    } else {
      keys.put("x-kubernetes-preserve-unknown-fields", JSON.booleanNode(true));
    }
    return JSON.objectNode().setAll(keys);
  }

  private static void object(Schema.Obj schema, Map<String, JsonNode> keys) {
    type(keys, "object");
    Map<String, JsonNode> properties = new TreeMap<>();
    ArrayNode required = JSON.arrayNode();
    schema.fields().forEach((name, field) -> properties.put(name, property(field)));
    schema.fields().entrySet().stream()
        .filter(entry -> entry.getValue().required())
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(required::add);
    if (!properties.isEmpty()) {
      keys.put("properties", JSON.objectNode().setAll(properties));
    }
    if (!required.isEmpty()) {
      keys.put("required", required);
    }
  }

  private static ObjectNode property(Schema.Field field) {
    Map<String, JsonNode> keys = new TreeMap<>();
    of(field.schema()).properties().forEach(key -> keys.put(key.getKey(), key.getValue()));
    if (field.defaultValue() != null) {
      keys.put("default", Defaults.parse(field.defaultValue()));
    }
    if (field.example() != null) {
      keys.put("example", Defaults.parse(field.example()));
    }
    return JSON.objectNode().setAll(keys);
  }

  private static void list(Schema.Arr schema, Map<String, JsonNode> keys) {
    type(keys, "array");
    keys.put("items", of(schema.items()));
    limit(keys, "minItems", schema.minItems());
    limit(keys, "maxItems", schema.maxItems());
    if (!schema.listKeys().isEmpty()) {
      keys.put("x-kubernetes-list-map-keys", texts(schema.listKeys()));
      keys.put("x-kubernetes-list-type", JSON.textNode("map"));
    }
  }

  private static void text(Schema.Text schema, Map<String, JsonNode> keys) {
    type(keys, "string");
    if (!schema.allowed().isEmpty()) {
      keys.put("enum", texts(schema.allowed()));
    }
    if (schema.format() != null && !schema.format().equals("duration")) {
      keys.put("format", JSON.textNode(schema.format()));
    }
    limit(keys, "minLength", schema.minLength());
    limit(keys, "maxLength", schema.maxLength());
    if (schema.pattern() != null) {
      keys.put("pattern", JSON.textNode(schema.pattern()));
    }
  }

  private static void whole(Schema.Int schema, Map<String, JsonNode> keys) {
    type(keys, "integer");
    if (schema.format() != null) {
      keys.put("format", JSON.textNode(schema.format()));
    }
    limit(keys, "minimum", schema.minimum());
    limit(keys, "maximum", schema.maximum());
    if (!schema.allowed().isEmpty()) {
      ArrayNode allowed = JSON.arrayNode();
      schema.allowed().forEach(allowed::add);
      keys.put("enum", allowed);
    }
  }

  private static void type(Map<String, JsonNode> keys, String type) {
    keys.put("type", JSON.textNode(type));
  }

  private static void limit(Map<String, JsonNode> keys, String name, @Nullable Number value) {
    if (value != null) {
      keys.put(name, JSON.numberNode(value.longValue()));
    }
  }

  private static ArrayNode texts(Collection<String> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(array::add);
    return array;
  }
}
