package io.kuma.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.schema.Schema.Field;
import io.kuma.model.schema.Schema.Obj;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one conf out of several, the later ones being the stronger (contract section 10.5): objects
 * are merged field by field as RFC 7396 says, everything else is replaced, and lists combine as the
 * {@link Merge} of their field says. A null changes nothing: in the contract's own representation a
 * field without a value does not exist.
 *
 * <p>Functions of their arguments; the arguments are not changed.
 */
public final class ConfMerge {
  private ConfMerge() {}

  /**
   * Merges all confs into one. A {@link Merge.Mode#SPLIT} field is replaced like any other.
   *
   * @param confs weakest first
   * @return an empty object if there are no confs
   */
  public static ObjectNode merge(Schema schema, List<? extends JsonNode> confs) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (JsonNode conf : confs) {
      if (!conf.isObject()) {
        throw new IllegalArgumentException("a conf is an object, and not " + conf);
      }
      result = (ObjectNode) merge(schema, result, normal(schema, conf));
    }
    return result;
  }

  /**
   * Merges confs that are about different things, told apart by the values of their {@link
   * Merge.Mode#SPLIT} field: one conf for each value, made of the confs that name it, in the order
   * in which the values first appear. Confs that name none form a group of their own.
   *
   * @param confs weakest first
   * @return what {@link #merge} returns, if the schema has no such field; empty if there are no
   *     confs
   */
  public static List<ObjectNode> mergeSplit(Schema schema, List<? extends JsonNode> confs) {
    Optional<String> splitField = splitField(schema);
    Map<Optional<JsonNode>, List<JsonNode>> groups = new LinkedHashMap<>();
    for (JsonNode conf : confs) {
      JsonNode values = splitField.map(conf::get).orElse(null);
      if (splitField.isEmpty() || values == null || values.isEmpty()) {
        groups.computeIfAbsent(Optional.empty(), key -> new ArrayList<>()).add(conf);
        continue;
      }
      Set<JsonNode> distinct = new LinkedHashSet<>();
      values.forEach(distinct::add);
      for (JsonNode value : distinct) {
        ObjectNode narrowed = conf.deepCopy();
        narrowed.putArray(splitField.get()).add(value);
        groups.computeIfAbsent(Optional.of(value), key -> new ArrayList<>()).add(narrowed);
      }
    }
    return groups.values().stream().map(group -> merge(schema, group)).toList();
  }

  private static Optional<String> splitField(Schema schema) {
    if (schema instanceof Obj obj) {
      for (Map.Entry<String, Field> entry : obj.fields().entrySet()) {
        if (entry.getValue().merge() == Merge.Mode.SPLIT) {
          return Optional.of(entry.getKey());
        }
      }
    }
    return Optional.empty();
  }

  /** {@code weak} overridden by {@code strong}, both {@link #normal}. */
  private static JsonNode merge(@Nullable Schema schema, JsonNode weak, JsonNode strong) {
    if (!weak.isObject() || !strong.isObject()) {
      return strong;
    }
    ObjectNode result = weak.deepCopy();
    for (Map.Entry<String, JsonNode> entry : strong.properties()) {
      String name = entry.getKey();
      JsonNode before = weak.get(name);
      result.set(
          name,
          before == null
              ? entry.getValue()
              : mergeField(field(schema, name), schemaOf(schema, name), before, entry.getValue()));
    }
    return result;
  }

  private static JsonNode mergeField(
      @Nullable Field field, @Nullable Schema schema, JsonNode weak, JsonNode strong) {
    if (field != null && schema instanceof Schema.Arr arr && weak.isArray() && strong.isArray()) {
      return switch (field.merge()) {
        case REPLACE, SPLIT -> strong;
        case APPEND -> concat(weak, strong);
        case BY_KEY -> byKey(arr.items(), field.mergeKey(), concat(strong, weak));
      };
    }
    return merge(schema, weak, strong);
  }

  /**
   * One item for each key, where the first of that key stood; the first is the strongest, and the
   * others show only where it says nothing.
   */
  private static ArrayNode byKey(Schema items, String keyField, JsonNode strongestFirst) {
    Map<JsonNode, JsonNode> merged = new LinkedHashMap<>();
    JsonNode none = JsonNodeFactory.instance.missingNode();
    for (JsonNode item : strongestFirst) {
      JsonNode key = item.has(keyField) ? item.get(keyField) : none;
      merged.merge(key, item, (strong, weak) -> merge(items, weak, strong));
    }
    return JsonNodeFactory.instance.arrayNode().addAll(merged.values());
  }

  /** A copy without nulls, where lists with keys have each key once. */
  private static JsonNode normal(@Nullable Schema schema, JsonNode value) {
    if (value.isObject()) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        if (entry.getValue().isNull()) {
          continue;
        }
        Field field = field(schema, entry.getKey());
        Schema inner = schemaOf(schema, entry.getKey());
        JsonNode part = normal(inner, entry.getValue());
        result.set(
            entry.getKey(),
            field != null
                    && field.merge() == Merge.Mode.BY_KEY
                    && inner instanceof Schema.Arr arr
                    && part.isArray()
                ? byKey(arr.items(), field.mergeKey(), part)
                : part);
      }
      return result;
    }
    if (value.isArray()) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      Schema items = schema instanceof Schema.Arr arr ? arr.items() : null;
      value.forEach(item -> result.add(normal(items, item)));
      return result;
    }
    return value.deepCopy();
  }

  private static @Nullable Field field(@Nullable Schema schema, String name) {
    return schema instanceof Obj obj ? obj.fields().get(name) : null;
  }

  private static @Nullable Schema schemaOf(@Nullable Schema schema, String name) {
    Field field = field(schema, name);
    if (field != null) {
      return field.schema();
    }
    return schema instanceof Schema.Dict dict ? dict.values() : null;
  }

  private static ArrayNode concat(JsonNode first, JsonNode second) {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    first.forEach(result::add);
    second.forEach(result::add);
    return result;
  }
}
