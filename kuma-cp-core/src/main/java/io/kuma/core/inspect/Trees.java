package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.match.Origin;
import io.kuma.model.Kri;
import io.kuma.model.Meta;
import io.kuma.model.PolicyType;
import java.util.List;
import java.util.Map;

/** How answers speak of resources and of the policies that something was merged from. */
public final class Trees {
  private Trees() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ArrayNode array(List<? extends JsonNode> items) {
    return array().addAll(items);
  }

  /** A resource by type, mesh, name and labels. */
  public static ObjectNode reference(Meta meta) {
    ObjectNode tree = object();
    tree.put("type", meta.type()).put("mesh", meta.mesh()).put("name", meta.name());
    tree.set("labels", strings(meta.labels()));
    return tree;
  }

  static ObjectNode strings(Map<String, String> map) {
    ObjectNode tree = object();
    map.forEach(tree::put);
    return tree;
  }

  /** The policies that something was merged from, each once. */
  static ArrayNode references(List<Origin> origins) {
    return array(origins.stream().map(Origin::policy).distinct().map(Trees::reference).toList());
  }

  /** The items of policies that something was merged from. */
  static ArrayNode items(List<Origin> origins) {
    ArrayNode list = array();
    for (Origin origin : origins) {
      list.addObject()
          .put("ruleIndex", origin.ruleIndex())
          .set("resourceMeta", reference(origin.policy()));
    }
    return list;
  }

  /** The identifiers of the policies that something was merged from, each once. */
  static ArrayNode kris(PolicyType<?, ?> type, List<Origin> origins) {
    ArrayNode list = array();
    origins.stream()
        .map(origin -> kri(type, origin))
        .distinct()
        .forEach(kri -> list.addObject().put("kri", kri));
    return list;
  }

  static String kri(PolicyType<?, ?> type, Origin origin) {
    return Kri.of(type.resource(), origin.policy()).orElseThrow().toString();
  }
}
