package io.kuma.xds.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kuma.model.json.ResourceCodec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Puts an answer into the form of the recordings: what depends on the installation is replaced by
 * its name.
 */
record RecordedForm(ResourceCodec codec, int port) {
  private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final Pattern NAMES = Pattern.compile("(has the following SANs \\[)[^\\]]*(\\])");
  private static final Pattern PEM =
      Pattern.compile("\\s*-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\\s*");

  JsonNode of(HttpAnswer answer) {
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    form.set("body", body(answer));
    form.put("contentType", answer.contentType());
    form.put("status", answer.status());
    return codec.parseJson(form.toString());
  }

  private JsonNode body(HttpAnswer answer) {
    if (answer.status() != 200) {
      return TextNode.valueOf(NAMES.matcher(answer.body()).replaceAll("$1{{names}}$2"));
    }
    if (answer.contentType().equals("text/x-yaml")) {
      return normal(codec.parseYaml(answer.body()), "");
    }
    ObjectNode body = (ObjectNode) codec.parseJson(answer.body());
    byte[] yaml = Base64.getDecoder().decode(body.get("bootstrap").asText());
    body.set("bootstrap", codec.parseYaml(new String(yaml, StandardCharsets.UTF_8)));
    return normal(body, "");
  }

  private JsonNode normal(JsonNode node, String field) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(p -> copy.set(p.getKey(), normal(p.getValue(), p.getKey())));
      if (copy.path("portValue").asInt() == port) {
        copy.put("address", "{{dp host}}").put("portValue", "{{dp port}}");
      }
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(normal(item, field)));
      return copy;
    }
    return node.isTextual() ? text(node.asText(), field) : node;
  }

  private JsonNode text(String text, String field) {
    if (TOKEN.matcher(text).matches()) {
      return TextNode.valueOf("{{jwt}}");
    }
    return switch (field) {
      case "dataplane.resource" ->
          JsonNodeFactory.instance.objectNode().set("{{json}}", codec.parseJson(text));
      case "inlineBytes" -> {
        byte[] pem = Base64.getDecoder().decode(text);
        yield TextNode.valueOf(
            PEM.matcher(new String(pem, StandardCharsets.UTF_8)).matches()
                ? "base64:{{pem:certificate}}"
                : text);
      }
      case "sni", "exact" -> TextNode.valueOf(text.equals("localhost") ? "{{dp host}}" : text);
      default -> TextNode.valueOf(text);
    };
  }
}
