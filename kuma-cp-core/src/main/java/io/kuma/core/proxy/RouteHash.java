package io.kuma.core.proxy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.resource.meshhttproute.HttpMatch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The name of a route: Base64 of the SHA-256 of its matches as JSON, in the order of fields and
 * with the escapes of upstream. Routes carry it in Envoy, and policies that point at a route mean
 * it.
 */
final class RouteHash {
  private RouteHash() {}

  static String of(List<HttpMatch> matches) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    matches.forEach(match -> list.add(toJson(match)));
    byte[] text = escaped(list.toString()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(sha256().digest(text));
  }

  private static ObjectNode toJson(HttpMatch match) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (match.path() != null) {
      json.putObject("path")
          .put("value", match.path().value())
          .put("type", match.path().type().name());
    }
    if (match.method() != null) {
      json.put("method", match.method().name());
    }
    if (match.queryParams() != null) {
      ArrayNode parameters = json.putArray("queryParams");
      match
          .queryParams()
          .forEach(
              parameter ->
                  parameters
                      .addObject()
                      .put("type", parameter.type().name())
                      .put("name", parameter.name())
                      .put("value", parameter.value()));
    }
    if (match.headers() != null) {
      ArrayNode headers = json.putArray("headers");
      for (HttpMatch.HeaderMatch header : match.headers()) {
        ObjectNode item =
            headers
                .addObject()
                .put("type", header.effectiveType().name())
                .put("name", header.name());
        if (header.value() != null) {
          item.put("value", header.value());
        }
      }
    }
    return json;
  }

  /** Go writes these so that JSON may stand inside HTML; they occur in strings only. */
  private static String escaped(String json) {
    return json.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
