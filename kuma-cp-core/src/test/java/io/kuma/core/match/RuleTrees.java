package io.kuma.core.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Meta;
import io.kuma.model.TargetRef;
import io.kuma.model.json.ResourceCodec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Rules in the form of the conformance data, and that form without what does not matter. */
final class RuleTrees {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ResourceCodec codec;

  RuleTrees(ResourceCodec codec) {
    this.codec = codec;
  }

  ArrayNode subsetRules(List<? extends SubsetRule<?>> rules) {
    ArrayNode list = JSON.arrayNode();
    for (SubsetRule<?> rule : rules) {
      ObjectNode tree = list.addObject();
      tree.set("conf", codec.toTree(rule.conf()));
      ArrayNode origins = tree.putArray("origin");
      rule.origins().forEach(origin -> origins.add(meta(origin.policy())));
      ObjectNode byMatches = tree.putObject("originByMatches");
      rule.originByMatches().forEach((hash, origin) -> byMatches.set(hash, meta(origin.policy())));
      ArrayNode subset = tree.putArray("subset");
      rule.subset()
          .tags()
          .forEach(
              tag ->
                  subset
                      .addObject()
                      .put("key", tag.key())
                      .put("value", tag.value())
                      .put("not", tag.not()));
    }
    return list;
  }

  /** By the text of the identifiers. */
  ObjectNode resourceRules(ResourceRules<?> rules) {
    ObjectNode byKri = JSON.objectNode();
    rules
        .byKri()
        .forEach(
            (kri, rule) -> {
              ObjectNode tree = byKri.putObject(kri.toString());
              ArrayNode confs = tree.putArray("conf");
              rule.confs().forEach(conf -> confs.add(codec.toTree((Record) conf)));
              ArrayNode origins = tree.putArray("origin");
              rule.origins().forEach(origin -> origins.add(origin(origin)));
              ObjectNode byMatches = tree.putObject("originByMatches");
              rule.originByMatches().forEach((hash, origin) -> byMatches.set(hash, origin(origin)));
              tree.set("resource", meta(rule.resource()));
              tree.put("resourceSectionName", kri.section());
            });
    return byKri;
  }

  ArrayNode matchRules(List<? extends MatchRule<?>> rules) {
    ArrayNode list = JSON.arrayNode();
    for (MatchRule<?> rule : rules) {
      ObjectNode tree = list.addObject();
      Record conf = rule.conf();
      tree.set("conf", codec.toTree(conf));
      tree.set("match", rule.match() == null ? JSON.nullNode() : codec.toTree(rule.match()));
      tree.set("origin", origin(rule.origins().get(0)));
    }
    return list;
  }

  /** Lists by address and port; empty ones are left out. */
  static ObjectNode byInbound(SortedMap<InboundKey, ? extends JsonNode> lists) {
    ObjectNode tree = JSON.objectNode();
    lists.forEach((key, list) -> tree.set(key.toString(), list));
    return withoutEmpty(tree);
  }

  ObjectNode toItem(PolicyOrder.ToItem item, int index) {
    ObjectNode tree = JSON.objectNode();
    tree.set("entry", codec.toTree((Record) item.to()));
    tree.set("meta", meta(item.policy().meta()));
    tree.put("ruleIndex", index);
    TargetRef topLevel = PolicyOrder.targetRef(item.policy().spec());
    tree.set("topLevel", codec.toTree(topLevel));
    return tree;
  }

  /** What matters of an expectation: of metadata the name, the mesh and the labels. */
  static JsonNode essence(JsonNode expected) {
    if (expected.isArray()) {
      ArrayNode list = JSON.arrayNode();
      expected.forEach(item -> list.add(essence(item)));
      return list;
    }
    if (!expected.isObject()) {
      return expected;
    }
    ObjectNode result = JSON.objectNode();
    if (expected.has("creationTime")) {
      result.set("name", expected.get("name"));
      result.set("mesh", expected.get("mesh"));
      JsonNode labels = expected.path("labels");
      result.set("labels", labels.isObject() ? labels : JSON.objectNode());
      return result;
    }
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      result.set(entry.getKey(), essence(entry.getValue()));
    }
    return result;
  }

  static ObjectNode withoutEmpty(JsonNode byInbound) {
    ObjectNode result = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : byInbound.properties()) {
      if (!entry.getValue().isEmpty()) {
        result.set(entry.getKey(), entry.getValue());
      }
    }
    return result;
  }

  private static ObjectNode origin(Origin origin) {
    ObjectNode tree = JSON.objectNode();
    tree.set("resource", meta(origin.policy()));
    tree.put("ruleIndex", origin.ruleIndex());
    return tree;
  }

  private static ObjectNode meta(Meta meta) {
    ObjectNode tree = JSON.objectNode();
    tree.put("name", meta.name());
    tree.put("mesh", meta.mesh().isEmpty() ? null : meta.mesh());
    ObjectNode labels = tree.putObject("labels");
    meta.labels().forEach(labels::put);
    return tree;
  }
}
