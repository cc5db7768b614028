package io.kuma.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kuma.core.proxy.Host;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes what we generate look like a recording (conformance/recorded/README.md, Normalisation). */
final class Recording {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String CERTIFICATE = "base64:{{pem:certificate}}";
  private static final String PRIVATE_KEY = "base64:{{pem:rsa-private-key}}";

  /** Virtual IPs and what stands for them; longer ones first, for they may begin alike. */
  private final Map<String, String> placeholders;

  /**
   * @param owners whom virtual IPs belong to, as recordings say it
   * @param hosts what the proxy calls them
   */
  Recording(Map<String, String> owners, List<Host> hosts) {
    Map<String, String> byAddress =
        new TreeMap<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    owners.forEach((address, owner) -> byAddress.put(address, "{{vip " + owner + "}}"));
    for (Host host : hosts) {
      String owner = owners.get(host.addresses().get(0));
      byAddress.put(host.addresses().get(1), "{{vip6 " + owner + "}}");
    }
    this.placeholders = new LinkedHashMap<>(byAddress);
  }

  /** What upstream should have told, where we differ on purpose (docs/deviations.md). */
  static JsonNode corrected(JsonNode recorded) {
    return TestMesh.CODEC.parseJson(
        recorded.toString().replace("\"retryOn\":\"canceled,", "\"retryOn\":\"cancelled,"));
  }

  JsonNode of(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return ofObject(object);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(of(item)));
      return copy;
    }
    if (node.isDouble() && node.asDouble() == node.asLong()) {
      // Go writes 44 for what Java writes as 44.0.
      return LongNode.valueOf(node.asLong());
    }
    return node.isTextual() ? TextNode.valueOf(text(node.asText())) : node;
  }

  private ObjectNode ofObject(ObjectNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = text(field.getKey());
      JsonNode value = field.getValue();
      switch (name) {
        case "maxDirectResponseBodySizeBytes" -> copy.put(name, "{{size}}");
        case "inlineString" -> copy.set(name, document(value.asText()));
        case "privateKey" -> copy.set(name, secret(value, PRIVATE_KEY));
        case "certificateChain", "trustedCa" -> copy.set(name, secret(value, CERTIFICATE));
        default -> copy.set(name, of(value));
      }
    }
    return copy;
  }

  private JsonNode document(String text) {
    return text.startsWith("{")
        ? JsonNodeFactory.instance.objectNode().set("{{json}}", of(TestMesh.CODEC.parseJson(text)))
        : TextNode.valueOf(text(text));
  }

  private static JsonNode secret(JsonNode source, String placeholder) {
    String value = source.path("inlineBytes").asText();
    return JsonNodeFactory.instance
        .objectNode()
        .put("inlineBytes", value.isEmpty() ? "" : placeholder);
  }

  private String text(String text) {
    String result = SHA256.matcher(text).matches() ? "{{sha256}}" : text;
    for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
      result = result.replace(placeholder.getKey(), placeholder.getValue());
    }
    return result;
  }
}
