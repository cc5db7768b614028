package io.kuma.core.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/**
 * Takes out of a configuration dump what would let its reader speak in the proxy's name: headers
 * with a token. Private keys are left out by Envoy itself.
 */
final class Redaction {
  static final String REDACTED = "[redacted]";

  private static final Set<String> HEADERS =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");

  private Redaction() {}

  /** Changes the tree. */
  static void apply(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      if (HEADERS.contains(object.path("key").asText().toLowerCase(Locale.ROOT))) {
        hide(object, "value");
        hide(object, "raw_value");
      }
      hide(object, "dataplane.token");
    }
    tree.forEach(Redaction::apply);
  }

  private static void hide(ObjectNode object, String field) {
    if (object.has(field)) {
      object.put(field, REDACTED);
    }
  }
}
