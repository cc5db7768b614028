package io.kuma.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts a text where another one stands. */
record LongText(String text) {

  /** Replaces one of the texts in {@code tree}; which of them is any number. */
  void replaceOneOf(JsonNode tree, int which) {
    List<Runnable> places = new ArrayList<>();
    collect(tree, places);
    if (!places.isEmpty()) {
      places.get(which % places.size()).run();
    }
  }

  private void collect(JsonNode node, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (field.getValue().isTextual()) {
          places.add(() -> object.set(field.getKey(), TextNode.valueOf(text)));
        }
        collect(field.getValue(), places);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        if (array.get(i).isTextual()) {
          places.add(() -> array.set(index, TextNode.valueOf(text)));
        }
        collect(array.get(i), places);
      }
    }
  }
}
