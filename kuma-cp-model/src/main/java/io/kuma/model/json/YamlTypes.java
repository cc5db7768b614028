package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kuma.model.schema.Schema;
import java.util.Map;

/**
 * Lets YAML's bare words be strings where a schema wants strings: {@code version: 1} in a map of
 * tags means {@code "1"}. Upstream does the same when it turns YAML into JSON for a known type.
 */
final class YamlTypes {
  private YamlTypes() {}

  /** A copy of {@code tree} with numbers and booleans as text wherever {@code schema} has text. */
  static JsonNode adapt(Schema schema, JsonNode tree) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (schema instanceof Schema.Text && (tree.isNumber() || tree.isBoolean())) {
      return json.textNode(tree.asText());
    } else if (schema instanceof Schema.Obj obj && tree.isObject()) {
      var result = json.objectNode();
      for (Map.Entry<String, JsonNode> entry : tree.properties()) {
        Schema.Field field = obj.fields().get(entry.getKey());
        result.set(
            entry.getKey(),
            field == null ? entry.getValue() : adapt(field.schema(), entry.getValue()));
      }
      return result;
    } else if (schema instanceof Schema.Dict dict && tree.isObject()) {
      var result = json.objectNode();
      for (Map.Entry<String, JsonNode> entry : tree.properties()) {
        result.set(entry.getKey(), adapt(dict.values(), entry.getValue()));
      }
      return result;
    } else if (schema instanceof Schema.Arr arr && tree.isArray()) {
      var result = json.arrayNode();
      tree.forEach(item -> result.add(adapt(arr.items(), item)));
      return result;
    }
    return tree;
  }
}
