package io.kuma.rest.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kuma.model.ResourceTypes;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names the owners of virtual addresses, since which address it is differs from run to run. A
 * resource that shows its status makes its own known.
 */
final class VirtualIps {
  private final ResourceTypes types;
  private final Map<String, String> owners = new TreeMap<>();

  VirtualIps(ResourceTypes types) {
    this.types = types;
  }

  /** The answer with owners in place of addresses. */
  JsonNode withOwners(JsonNode answer) {
    learn(answer);
    return replaced(answer);
  }

  private void learn(JsonNode tree) {
    if (tree.has("type") && tree.has("name")) {
      types
          .findByName(tree.path("type").asText())
          .ifPresent(
              type ->
                  tree.path("status")
                      .findValuesAsText("ip")
                      .forEach(
                          ip ->
                              owners.put(
                                  ip,
                                  "{{vip %s/%s}}"
                                      .formatted(type.path(), tree.path("name").asText()))));
    }
    tree.forEach(this::learn);
  }

  private JsonNode replaced(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      tree.properties().forEach(one -> object.set(one.getKey(), replaced(one.getValue())));
      return object;
    }
    if (tree.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      tree.forEach(item -> list.add(replaced(item)));
      return list;
    }
    return tree.isTextual() && owners.containsKey(tree.asText())
        ? TextNode.valueOf(owners.get(tree.asText()))
        : tree;
  }
}
