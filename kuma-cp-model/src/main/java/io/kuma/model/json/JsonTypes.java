package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;

/** What JSON calls the kinds of values, for messages. */
final class JsonTypes {
  private JsonTypes() {}

  /**
   * {@code object}, {@code array}, {@code string}, {@code number}, {@code boolean}, {@code null}.
   */
  static String of(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "array";
      case BINARY, STRING -> "string";
      case BOOLEAN -> "boolean";
      case MISSING, NULL -> "null";
      case NUMBER -> "number";
      case OBJECT, POJO -> "object";
    };
  }

  /** The same for the end of a sentence: {@code an array}. */
  static String withArticle(JsonNode node) {
    String type = of(node);
    return switch (type) {
      case "array", "object" -> "an " + type;
      case "null" -> type;
      default -> "a " + type;
    };
  }
}
