package io.kuma.kumactl.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Map;

/** JSON for people: two spaces of indentation, the order of what came. */
final class GoJson {
  private static final String STEP = "  ";

  private final StringBuilder out = new StringBuilder();

  private GoJson() {}

  static String text(JsonNode tree) {
    GoJson json = new GoJson();
    json.append(tree, "");
    return json.out.append('\n').toString();
  }

  private void append(JsonNode tree, String indent) {
    if (tree.isObject() && !tree.isEmpty()) {
      String separator = "{\n";
      for (Map.Entry<String, JsonNode> entry : tree.properties()) {
        out.append(separator).append(indent).append(STEP);
        out.append(TextNode.valueOf(entry.getKey())).append(": ");
        append(entry.getValue(), indent + STEP);
        separator = ",\n";
      }
      out.append('\n').append(indent).append('}');
    } else if (tree.isArray() && !tree.isEmpty()) {
      String separator = "[\n";
      for (Iterator<JsonNode> items = tree.iterator(); items.hasNext(); separator = ",\n") {
        out.append(separator).append(indent).append(STEP);
        append(items.next(), indent + STEP);
      }
      out.append('\n').append(indent).append(']');
    } else {
      out.append(tree);
    }
  }
}
