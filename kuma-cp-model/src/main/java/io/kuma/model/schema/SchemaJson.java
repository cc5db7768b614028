package io.kuma.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.schema.Schema.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Schemas as JSON, for those who check resources without having their records. What is not for
 * checking is left out: descriptions, and how values are merged.
 */
public final class SchemaJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Stands for the records that schemas are made of where they are defined. */
  private record Unbound() {}

  private SchemaJson() {}

  public static ObjectNode write(Schema schema) {
    ObjectNode node = JSON.objectNode();
    if (schema instanceof Schema.Obj obj) {
      ObjectNode fields = node.putObject("fields");
      obj.fields().forEach((name, field) -> fields.set(name, write(field)));
    } else if (schema instanceof Schema.Arr arr) {
      node.set("items", write(arr.items()));
      put(node, "minItems", arr.minItems());
      put(node, "maxItems", arr.maxItems());
    } else if (schema instanceof Schema.Dict dict) {
      node.set("values", write(dict.values()));
    } else if (schema instanceof Schema.Text text) {
      node.put("is", "text");
      texts(node, text.allowed());
      put(node, "format", text.format());
      put(node, "minLength", text.minLength());
      put(node, "maxLength", text.maxLength());
      put(node, "pattern", text.pattern());
    } else if (schema instanceof Schema.Int number) {
      node.put("is", "int");
      put(node, "format", number.format());
      put(node, "minimum", number.minimum());
      put(node, "maximum", number.maximum());
      if (!number.allowed().isEmpty()) {
        ArrayNode allowed = node.putArray("allowed");
        number.allowed().forEach(allowed::add);
      }
    } else if (schema instanceof Schema.Num) {
      node.put("is", "num");
    } else if (schema instanceof Schema.Bool) {
      node.put("is", "bool");
    } else if (schema instanceof Schema.IntOrText) {
      node.put("is", "intOrText");
    } else {
      node.put("is", "any");
    }
    return node;
  }

  private static ObjectNode write(Field field) {
    ObjectNode node = write(field.schema());
    if (field.required()) {
      node.put("required", true);
    }
    return put(node, "default", field.defaultValue());
  }

  private static void texts(ObjectNode node, List<String> allowed) {
    if (!allowed.isEmpty()) {
      ArrayNode list = node.putArray("allowed");
      allowed.forEach(list::add);
    }
  }

  private static ObjectNode put(ObjectNode node, String field, @Nullable Object value) {
    if (value instanceof Number number) {
      node.put(field, number.longValue());
    } else if (value != null) {
      node.put(field, value.toString());
    }
    return node;
  }

  /** The schema of an object, as {@link #write} has it. */
  public static Schema.Obj read(JsonNode tree) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : tree.path("fields").properties()) {
      JsonNode field = entry.getValue();
      fields.put(
          entry.getKey(),
          new Field(
              any(field),
              field.path("required").asBoolean(),
              text(field, "default"),
              Merge.Mode.REPLACE,
              "",
              null));
    }
    return new Schema.Obj("", Unbound.class, fields);
  }

  private static Schema any(JsonNode tree) {
    if (tree.has("fields")) {
      return read(tree);
    } else if (tree.has("items")) {
      return new Schema.Arr(
          "", any(tree.path("items")), whole(tree, "minItems"), whole(tree, "maxItems"), List.of());
    } else if (tree.has("values")) {
      return new Schema.Dict("", any(tree.path("values")));
    }
    return switch (tree.path("is").asText()) {
      case "text" -> {
        List<String> allowed = new ArrayList<>();
        tree.path("allowed").forEach(one -> allowed.add(one.asText()));
        yield new Schema.Text(
            "",
            allowed,
            text(tree, "format"),
            whole(tree, "minLength"),
            whole(tree, "maxLength"),
            text(tree, "pattern"));
      }
      case "int" -> {
        List<Long> allowed = new ArrayList<>();
        tree.path("allowed").forEach(one -> allowed.add(one.asLong()));
        yield new Schema.Int(
            "", text(tree, "format"), bound(tree, "minimum"), bound(tree, "maximum"), allowed);
      }
      case "num" -> new Schema.Num("");
      case "bool" -> new Schema.Bool("");
      case "intOrText" -> new Schema.IntOrText("");
      default -> new Schema.Any("");
    };
  }

  private static @Nullable String text(JsonNode tree, String field) {
    return tree.has(field) ? tree.path(field).asText() : null;
  }

  private static @Nullable Integer whole(JsonNode tree, String field) {
    return tree.has(field) ? Integer.valueOf(tree.path(field).asInt()) : null;
  }

  private static @Nullable Long bound(JsonNode tree, String field) {
    return tree.has(field) ? Long.valueOf(tree.path(field).asLong()) : null;
  }
}
