package io.kuma.rest.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of an answer what differs from run to run, as the README of the recordings lists it.
 * Normalising a second time changes nothing.
 */
final class Normaliser {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern TIME =
      Pattern.compile(
          "\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern UUID =
      Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
  private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]+\\.eyJ[\\w-]+\\.[\\w-]+");
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----.*?-----END \\1-----\\s*", Pattern.DOTALL);
  private static final Pattern HEX64 = Pattern.compile("\\b[0-9a-f]{64}\\b");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\n]{24,}={0,2}\\n?");
  private static final Pattern PARSER_MESSAGE =
      Pattern.compile("(invalid \\w+ object: \").*(\")$", Pattern.DOTALL);
  private static final Pattern TEMPLATE_MESSAGE =
      Pattern.compile("(couldn't parse template: ).*", Pattern.DOTALL);

  private static final Set<String> STATISTICS = Set.of("cds", "eds", "lds", "rds", "total");
  private static final Set<String> COUNTERS =
      Set.of("responsesSent", "responsesAcknowledged", "responsesRejected");
  private static final Set<String> UNORDERED =
      Set.of("toResourceRules", "invalid_parameters", "causes", "features");
  private static final Set<String> INSTANCES =
      Set.of("instanceId", "controlPlaneInstanceId", "globalInstanceId", "zoneInstanceId");

  private final String root;
  private final ResourceCodec codec;

  /**
   * @param root the address of the API
   */
  Normaliser(String root, ResourceCodec codec) {
    this.root = root;
    this.codec = codec;
  }

  JsonNode tree(JsonNode tree) {
    if (tree.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      tree.properties()
          .forEach(
              member ->
                  sorted.put(text(member.getKey()), member(member.getKey(), member.getValue())));
      ObjectNode object = NODES.objectNode();
      sorted.forEach(object::set);
      return object;
    }
    if (tree.isArray()) {
      ArrayNode list = NODES.arrayNode();
      tree.forEach(item -> list.add(tree(item)));
      return list;
    }
    return tree.isTextual() ? string(tree.asText()) : tree;
  }

  String text(String text) {
    String plain = text.replace(root, "{{api}}");
    plain = TIME.matcher(plain).replaceAll("{{time}}");
    plain = UUID.matcher(plain).replaceAll("{{uuid}}");
    plain = JWT.matcher(plain).replaceAll("{{jwt}}");
    plain = PEM.matcher(plain).replaceAll(pem -> "{{pem:" + kebab(pem.group(1)) + "}}");
    plain = HEX64.matcher(plain).replaceAll("{{sha256}}");
    plain = PARSER_MESSAGE.matcher(plain).replaceAll("$1{{parser message}}$2");
    return TEMPLATE_MESSAGE.matcher(plain).replaceAll("$1{{parser message}}");
  }

  private JsonNode member(String key, JsonNode value) {
    if (STATISTICS.contains(key) && value.isObject()) {
      ObjectNode kept = value.deepCopy();
      kept.remove(COUNTERS);
      return tree(kept);
    }
    if (UNORDERED.contains(key) && value.isArray()) {
      List<JsonNode> items = new ArrayList<>();
      value.forEach(item -> items.add(tree(item)));
      items.sort(Comparator.comparing(JsonNode::toString));
      return NODES.arrayNode().addAll(items);
    }
    if (INSTANCES.contains(key) && value.isTextual()) {
      return TextNode.valueOf("{{instance}}");
    }
    return switch (key) {
      case "kumaCpCompatible" -> TextNode.valueOf("{{bool}}");
      case "maxDirectResponseBodySizeBytes" -> TextNode.valueOf("{{size}}");
      default -> tree(value);
    };
  }

  private JsonNode string(String text) {
    Optional<String> decoded = decoded(text);
    if (decoded.isPresent()) {
      if (decoded.get().contains("-----BEGIN") || JWT.matcher(decoded.get()).find()) {
        return TextNode.valueOf("base64:" + text(decoded.get()));
      }
      Optional<JsonNode> json = json(decoded.get());
      if (json.isPresent()) {
        return NODES.objectNode().set("{{base64 json}}", tree(json.get()));
      }
    }
    Optional<JsonNode> json = json(text);
    return json.isPresent()
        ? NODES.objectNode().set("{{json}}", tree(json.get()))
        : TextNode.valueOf(text(text));
  }

  private static Optional<String> decoded(String text) {
    if (!BASE64.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<JsonNode> json(String text) {
    if (text.length() <= 2 || !(text.startsWith("{") || text.startsWith("["))) {
      return Optional.empty();
    }
    try {
      return Optional.of(codec.parseJson(text));
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  private static String kebab(String words) {
    return Matcher.quoteReplacement(words.toLowerCase(Locale.ROOT).replace(' ', '-'));
  }
}
