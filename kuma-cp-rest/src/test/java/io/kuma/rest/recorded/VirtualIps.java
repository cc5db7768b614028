package io.kuma.rest.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names the owners of virtual addresses, since which address it is differs from run to run.
 *
 * @param owners by address, what stands for it
 */
record VirtualIps(Map<String, String> owners) {
  VirtualIps {
    // An address can be the beginning of another one.
    Map<String, String> longestFirst =
        new TreeMap<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    longestFirst.putAll(owners);
    owners = longestFirst;
  }

  /** The answer with owners in place of addresses. */
  JsonNode withOwners(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      tree.properties()
          .forEach(one -> object.set(replaced(one.getKey()), withOwners(one.getValue())));
      return object;
    }
    if (tree.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      tree.forEach(item -> list.add(withOwners(item)));
      return list;
    }
    return tree.isTextual() ? TextNode.valueOf(replaced(tree.asText())) : tree;
  }

  /** A text with owners in place of addresses. */
  String replaced(String text) {
    String result = text;
    for (Map.Entry<String, String> owner : owners.entrySet()) {
      result = result.replace(owner.getKey(), owner.getValue());
    }
    return result;
  }
}
