package io.kuma.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says where an answer is not what the document promises: types, fields, and which must be there.
 */
final class AnswerCheck {
  private final JsonNode document;
  private final List<String> found = new ArrayList<>();

  private AnswerCheck(JsonNode document) {
    this.document = document;
  }

  /** The promise is the schema that {@code pointer} leads to in {@code document}. */
  static List<String> differences(JsonNode document, String pointer, JsonNode answer) {
    AnswerCheck check = new AnswerCheck(document);
    JsonNode schema = document.at(pointer);
    if (schema.isMissingNode()) {
      throw new IllegalArgumentException("there is nothing at " + pointer);
    }
    check.compare("", schema, answer);
    return check.found;
  }

  private void compare(String path, JsonNode schema, JsonNode value) {
    if (schema.has("$ref")) {
      compare(path, document.at(schema.path("$ref").asText().substring(1)), value);
      return;
    }
    Set<String> types = new TreeSet<>();
    schema.path("type").forEach(type -> types.add(type.asText()));
    if (schema.path("type").isTextual()) {
      types.add(schema.path("type").asText());
    }
    if (!types.isEmpty() && !types.contains(typeOf(value))) {
      found.add(path + " is of type " + typeOf(value) + ", not " + types);
      return;
    }
    JsonNode allowed = schema.path("enum");
    if (allowed.isArray() && !contains(allowed, value)) {
      found.add(path + " is " + value + ", not one of " + allowed);
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      compare(path + "[" + i + "]", schema.path("items"), value.get(i));
    }
    if (value.isObject() && (schema.has("properties") || schema.has("additionalProperties"))) {
      fields(path, schema, value);
    }
  }

  private void fields(String path, JsonNode schema, JsonNode value) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        found.add(path + "." + name.asText() + " is missing");
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode property = schema.path("properties").path(field.getKey());
      JsonNode inner = property.isMissingNode() ? schema.path("additionalProperties") : property;
      if (inner.isMissingNode()) {
        found.add(path + "." + field.getKey() + " is not described");
      } else {
        compare(path + "." + field.getKey(), inner, field.getValue());
      }
    }
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode one : values) {
      if (one.asText().equals(value.asText())) {
        return true;
      }
    }
    return false;
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case STRING, BINARY -> "string";
      case NULL, MISSING -> "null";
    };
  }
}
