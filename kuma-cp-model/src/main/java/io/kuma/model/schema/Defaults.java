package io.kuma.model.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Puts the values of {@link Default} where a tree says nothing, as the Kubernetes API server does
 * for structural schemas: only inside objects that are there, and also in place of an explicit
 * null.
 */
public final class Defaults {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Defaults() {}

  /** Changes {@code tree} in place; parts of it that do not fit the schema are left alone. */
  public static void fill(Schema schema, JsonNode tree) {
    if (schema instanceof Schema.Obj obj && tree instanceof ObjectNode object) {
      obj.fields().forEach((name, field) -> fill(name, field, object));
    } else if (schema instanceof Schema.Arr arr && tree.isArray()) {
      tree.forEach(item -> fill(arr.items(), item));
    } else if (schema instanceof Schema.Dict dict && tree.isObject()) {
      for (Map.Entry<String, JsonNode> entry : tree.properties()) {
        fill(dict.values(), entry.getValue());
      }
    }
  }

  private static void fill(String name, Schema.Field field, ObjectNode object) {
    JsonNode value = object.get(name);
    if ((value == null || value.isNull()) && field.defaultValue() != null) {
      value = parse(field.defaultValue());
      object.set(name, value);
    }
    if (value != null) {
      fill(field.schema(), value);
    }
  }

  /** The value of the JSON text of a default or an example. */
  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the value " + json + " is no JSON", e);
    }
  }
}
