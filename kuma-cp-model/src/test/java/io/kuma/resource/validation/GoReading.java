package io.kuma.resource.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.schema.Schema;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a case's input what upstream's validator gets to see. The cases run on Go structures
 * that no schema has checked: an absent field is the zero value of its type, a null is an empty
 * text, and an enumeration is any text at all. Records cannot hold such values, for the shape check
 * refuses them first.
 */
final class GoReading {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Shape shape;
  private boolean unknownConstants;

  GoReading(Shape shape) {
    this.shape = shape;
  }

  /** Whether a value was none of those that its enumeration has; the first of them replaces it. */
  boolean hasUnknownConstants() {
    return unknownConstants;
  }

  JsonNode read(Schema schema, JsonNode value) {
    if (schema instanceof Schema.Obj obj && value.isObject()) {
      ObjectNode result = JSON.objectNode();
      obj.fields()
          .forEach(
              (name, field) -> {
                JsonNode part = value.has(name) ? value.get(name) : value.get(protoName(name));
                JsonNode read =
                    part == null || part.isNull() ? zero(field) : read(field.schema(), part);
                if (read != null) {
                  result.set(name, read);
                }
              });
      return result;
    } else if (schema instanceof Schema.Arr arr && value.isArray()) {
      ArrayNode result = JSON.arrayNode();
      value.forEach(item -> result.add(read(arr.items(), item)));
      return result;
    } else if (schema instanceof Schema.Dict dict && value.isObject()) {
      ObjectNode result = JSON.objectNode();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        result.set(entry.getKey(), read(dict.values(), entry.getValue()));
      }
      return result;
    } else if (schema instanceof Schema.Text text) {
      return text(text, value);
    }
    return value;
  }

  /** The name in the .proto file, which stands for the JSON name in flat types. */
  private static String protoName(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private @Nullable JsonNode zero(Schema.Field field) {
    if (!field.required()) {
      return null;
    }
    if (field.schema() instanceof Schema.Obj) {
      return read(field.schema(), JSON.objectNode());
    } else if (field.schema() instanceof Schema.Arr) {
      return JSON.arrayNode();
    } else if (field.schema() instanceof Schema.Text text) {
      return text(text, TextNode.valueOf(""));
    }
    return null;
  }

  private JsonNode text(Schema.Text schema, JsonNode value) {
    // Numbers and null stand for their text, as in YAML; enumerations of flat types have numbers.
    if (!schema.allowed().isEmpty()) {
      if ((value.isNumber() && shape == Shape.FLAT) || schema.allowed().contains(value.asText())) {
        return value;
      }
      unknownConstants = true;
      return TextNode.valueOf(schema.allowed().get(0));
    }
    if (value.isNull()) {
      return TextNode.valueOf("");
    }
    // The zero value, and the one duration that needs no unit in Go.
    if ("duration".equals(schema.format()) && Set.of("", "0").contains(value.asText())) {
      return TextNode.valueOf("0s");
    }
    return value.isValueNode() ? TextNode.valueOf(value.asText()) : value;
  }
}
