package io.kuma.xds.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a JSON patch (RFC 6902), with what upstream allows beyond it: an addition makes
 * the objects and lists that lead to its place, a removal of nothing is fine, and negative indexes
 * count from the end.
 *
 * @param from for moves and copies
 * @param value for additions and replacements; JSON null if absent
 */
public record JsonEdit(Kind kind, String path, @Nullable String from, @Nullable JsonNode value) {
  private static final String END = "-";

  /** What is done. */
  public enum Kind {
    ADD,
    REMOVE,
    REPLACE,
    MOVE,
    COPY
  }

  /** A place where there should be something is empty, or no place at all. */
  public static final class NoSuchPlace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchPlace(String path) {
      super("there is nothing at " + path);
    }
  }

  /**
   * The document after the operations, in their order; the given one stays as it is.
   *
   * @throws NoSuchPlace if an operation finds nothing where it should
   */
  public static JsonNode apply(JsonNode document, List<JsonEdit> edits) {
    JsonNode result = document.deepCopy();
    for (JsonEdit edit : edits) {
      result = edit.apply(result);
    }
    return result;
  }

  private JsonNode apply(JsonNode document) {
    JsonNode given = value == null ? NullNode.getInstance() : value.deepCopy();
    return switch (kind) {
      case ADD -> add(document, path, given);
      case REMOVE -> {
        remove(document, path);
        yield document;
      }
      case REPLACE -> {
        get(document, path);
        yield path.isEmpty() ? given : replace(document, given);
      }
      case MOVE -> {
        JsonNode moved = get(document, source());
        remove(document, source());
        yield add(document, path, moved);
      }
      case COPY -> add(document, path, get(document, source()).deepCopy());
    };
  }

  private String source() {
    return from == null ? "" : from;
  }

  private JsonNode replace(JsonNode document, JsonNode given) {
    List<String> tokens = tokens(path);
    String last = tokens.remove(tokens.size() - 1);
    JsonNode parent = walk(document, tokens, path);
    if (parent instanceof ObjectNode object) {
      object.set(last, given);
    } else if (parent instanceof ArrayNode array) {
      array.set(index(array, last, path), given);
    }
    return document;
  }

  private static JsonNode get(JsonNode document, String path) {
    return walk(document, tokens(path), path);
  }

  private static JsonNode walk(JsonNode document, List<String> tokens, String path) {
    JsonNode place = document;
    for (String token : tokens) {
      JsonNode next =
          place instanceof ArrayNode array
              ? array.get(index(array, token, path))
              : place.get(token);
      if (next == null) {
        throw new NoSuchPlace(path);
      }
      place = next;
    }
    return place;
  }

  private static void remove(JsonNode document, String path) {
    List<String> tokens = tokens(path);
    if (tokens.isEmpty()) {
      throw new NoSuchPlace(path);
    }
    String last = tokens.remove(tokens.size() - 1);
    try {
      JsonNode parent = walk(document, tokens, path);
      if (parent instanceof ObjectNode object) {
        object.remove(last);
      } else if (parent instanceof ArrayNode array) {
        array.remove(index(array, last, path));
      }
    } catch (NoSuchPlace nothing) {
      // It is as the patch wants it to be.
    }
  }

  private static JsonNode add(JsonNode document, String path, JsonNode value) {
    List<String> tokens = tokens(path);
    if (tokens.isEmpty()) {
      return value;
    }
    JsonNode place = document;
    for (int i = 0; i < tokens.size() - 1; i++) {
      place = step(place, tokens.get(i), tokens.get(i + 1), path);
    }
    String last = tokens.get(tokens.size() - 1);
    if (place instanceof ObjectNode object) {
      object.set(last, value);
    } else if (place instanceof ArrayNode array) {
      insert(array, last, value, path);
    } else {
      throw new NoSuchPlace(path);
    }
    return document;
  }

  /** The next place on the way; it is made if it is not there. */
  private static JsonNode step(JsonNode place, String token, String after, String path) {
    JsonNode next =
        place instanceof ArrayNode array && !token.equals(END)
            ? array.get(index(array, token, path))
            : place.get(token);
    if (next != null && next.isContainerNode()) {
      return next;
    }
    boolean list = after.equals(END) || after.matches("-?[0-9]+");
    JsonNode made =
        list ? JsonNodeFactory.instance.arrayNode() : JsonNodeFactory.instance.objectNode();
    if (place instanceof ObjectNode object) {
      object.set(token, made);
    } else if (place instanceof ArrayNode array) {
      insert(array, token, made, path);
    }
    return made;
  }

  private static void insert(ArrayNode array, String token, JsonNode value, String path) {
    if (token.equals(END)) {
      array.add(value);
      return;
    }
    int index = parse(token, path);
    int place = index < 0 ? array.size() + 1 + index : index;
    if (place < 0 || place > array.size()) {
      throw new NoSuchPlace(path);
    }
    array.insert(place, value);
  }

  private static int index(ArrayNode array, String token, String path) {
    int index = parse(token, path);
    int place = index < 0 ? array.size() + index : index;
    if (place < 0 || place >= array.size()) {
      throw new NoSuchPlace(path);
    }
    return place;
  }

  private static int parse(String token, String path) {
    try {
      return Integer.parseInt(token);
    } catch (NumberFormatException e) {
      throw new NoSuchPlace(path);
    }
  }

  /** The parts of a JSON pointer (RFC 6901). */
  private static List<String> tokens(String path) {
    List<String> tokens = new ArrayList<>();
    if (!path.isEmpty()) {
      for (String token : path.replaceFirst("^/", "").split("/", -1)) {
        tokens.add(token.replace("~1", "/").replace("~0", "~"));
      }
    }
    return tokens;
  }
}
