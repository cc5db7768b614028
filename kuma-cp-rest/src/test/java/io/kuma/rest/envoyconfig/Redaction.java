package io.kuma.rest.envoyconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What both sides go through before they are compared: the README of the conformance data, section
 * envoyconfig, numbers 1 to 7.
 */
final class Redaction {
  private static final String DYNAMIC_CONFIG = "_kuma:dynamicconfig";
  private static final String SIZE = "maxDirectResponseBodySizeBytes";
  private static final Set<String> ADMIN =
      Set.of("kuma:envoy:admin", "system_envoy_admin", "kuma:readiness", "system_probe_readiness");
  private static final Pattern IP =
      Pattern.compile(
          "\\[?(?<![0-9A-Za-z_.])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}\\]?"
              + "|\\b\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b");

  private Redaction() {}

  static JsonNode of(JsonNode answer) {
    ObjectNode copy = answer.deepCopy();
    copy.path("xds")
        .forEach(
            byName -> {
              ((ObjectNode) byName).remove(DYNAMIC_CONFIG);
              byName.properties().forEach(one -> hideAdmin(one.getKey(), one.getValue()));
            });
    JsonNode redacted = redacted(copy);
    ((ObjectNode) redacted).set("diff", diff(redacted.path("diff")));
    return redacted;
  }

  /** The address of a listener, or of every endpoint of a cluster. */
  private static void hideAdmin(String name, JsonNode resource) {
    if (ADMIN.contains(name)) {
      List<JsonNode> holders = new ArrayList<>(resource.findParents("socketAddress"));
      holders.forEach(
          holder ->
              ((ObjectNode) holder)
                  .putObject("socketAddress")
                  .put("address", "ADMIN_REDACTED")
                  .put("portValue", 0));
      resource
          .findParents("pipe")
          .forEach(
              holder -> {
                ((ObjectNode) holder).remove("pipe");
                ((ObjectNode) holder)
                    .putObject("socketAddress")
                    .put("address", "ADMIN_REDACTED")
                    .put("portValue", 0);
              });
    }
  }

  private static JsonNode redacted(JsonNode tree) {
    if (tree.isObject()) {
      // Names may become the same name; sorted, so that it is the same one that stays.
      Map<String, JsonNode> sorted = new TreeMap<>();
      tree.properties().forEach(one -> sorted.put(one.getKey(), one.getValue()));
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      sorted.forEach(
          (key, value) -> {
            if (key.equals("statPrefix")) {
              object.put(key, "STAT_PREFIX_REDACTED");
            } else if (!key.equals("dnsLookupFamily")) {
              object.set(ips(key), redacted(value));
            }
          });
      return object;
    }
    if (tree.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      tree.forEach(item -> list.add(redacted(item)));
      return list;
    }
    if (tree.isDouble() && tree.asDouble() == tree.asInt()) {
      // Go writes 44 for what Java writes as 44.0.
      return IntNode.valueOf(tree.asInt());
    }
    return tree.isTextual() ? TextNode.valueOf(ips(tree.asText())) : tree;
  }

  private static String ips(String text) {
    return IP.matcher(text).replaceAll("IP_REDACTED");
  }

  private static ArrayNode diff(JsonNode operations) {
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode operation : operations) {
      if (!operation.path("op").asText().equals("test")
          && !operation.path("path").asText().endsWith(SIZE)) {
        operation.findParents(SIZE).forEach(parent -> ((ObjectNode) parent).put(SIZE, 0));
        kept.add(operation);
      }
    }
    kept.sort(
        Comparator.comparing((JsonNode operation) -> operation.path("path").asText())
            .thenComparing(operation -> operation.path("op").asText().equals("add"))
            .thenComparing(
                (one, other) ->
                    isPosition(one) && one.path("op").asText().equals("add")
                        ? 0
                        : one.path("value").toString().compareTo(other.path("value").toString())));
    return JsonNodeFactory.instance.arrayNode().addAll(kept);
  }

  private static boolean isPosition(JsonNode operation) {
    return operation.path("path").asText().matches(".*/\\d+");
  }
}
