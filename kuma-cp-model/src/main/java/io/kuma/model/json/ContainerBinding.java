package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bindings of lists and of maps with free keys. */
sealed interface ContainerBinding extends Binding {

  /** A list; unmodifiable when read. */
  record ListBinding(Binding items) implements ContainerBinding {
    @Override
    public Object read(JsonNode node) {
      if (!node.isArray()) {
        throw new Unreadable("must be a list, not " + JsonTypes.withArticle(node));
      }
      List<Object> list = new ArrayList<>(node.size());
      for (int i = 0; i < node.size(); i++) {
        try {
          list.add(readPart(items, node.get(i)));
        } catch (Unreadable e) {
          throw e.inItem(i);
        }
      }
      return Collections.unmodifiableList(list);
    }

    @Override
    public JsonNode write(Object value) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Object item : (List<?>) value) {
        array.add(items.write(item));
      }
      return array;
    }

    @Override
    public Object zero() {
      return List.of();
    }
  }

  /** A map, sorted by key in both directions so that output never depends on chance. */
  record MapBinding(Binding values) implements ContainerBinding {
    @Override
    public Object read(JsonNode node) {
      if (!node.isObject()) {
        throw new Unreadable("must be an object, not " + JsonTypes.withArticle(node));
      }
      Map<String, Object> map = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        try {
          map.put(entry.getKey(), readPart(values, entry.getValue()));
        } catch (Unreadable e) {
          throw e.inField("[" + GoQuote.quote(entry.getKey()) + "]");
        }
      }
      return Collections.unmodifiableMap(map);
    }

    @Override
    public JsonNode write(Object value) {
      Map<String, Object> sorted = new TreeMap<>();
      ((Map<?, ?>) value).forEach((key, item) -> sorted.put((String) key, item));
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      sorted.forEach((key, item) -> object.set(key, values.write(item)));
      return object;
    }

    @Override
    public Object zero() {
      return Collections.emptyMap();
    }
  }

  private static Object readPart(Binding binding, JsonNode node) {
    if (node.isNull()) {
      throw new Unreadable("must not be null");
    }
    return binding.read(node);
  }
}
