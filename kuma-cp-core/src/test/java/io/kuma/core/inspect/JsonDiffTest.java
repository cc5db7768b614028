package io.kuma.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonDiffTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();

  private static List<String> diff(String before, String after) {
    List<String> operations = new ArrayList<>();
    for (JsonNode one : JsonDiff.between(CODEC.parseJson(before), CODEC.parseJson(after))) {
      operations.add(
          one.path("op").asText() + " " + one.path("path").asText() + " " + one.path("value"));
    }
    return operations;
  }

  @Test
  void equalDocumentsHaveNoDifference() {
    assertThat(diff("{\"a\":[1,{\"b\":null}]}", "{\"a\":[1,{\"b\":null}]}")).isEmpty();
  }

  @Test
  void whatChangesIsTestedRemovedAndAdded() {
    assertThat(diff("{\"a\":1,\"b\":2}", "{\"a\":3,\"c/d~e\":4}"))
        .containsExactly(
            "test /a 1", "remove /a 1", "add /a 3", "test /b 2", "remove /b 2", "add /c~1d~0e 4");
  }

  @Test
  void whatListsHaveInCommonStays() {
    assertThat(diff("[\"x\",\"y\"]", "[\"a\",\"b\",\"x\",\"y\",\"c\"]"))
        .containsExactly(
            "test /0 \"x\"", "add /0 \"b\"", "add /0 \"a\"", "test /3 \"y\"", "add /4 \"c\"");
    assertThat(diff("[1,2,3]", "[1,3]"))
        .containsExactly("test /0 1", "test /2 3", "test /1 2", "remove /1 2");
  }

  @Test
  void objectsAtOnePlaceAreCompared() {
    assertThat(diff("[{\"a\":1,\"b\":2}]", "[{\"a\":1,\"b\":3},{\"c\":4}]"))
        .containsExactly(
            "test /0/b 2",
            "remove /0/b 2",
            "add /0/b 3",
            "test /0 {\"a\":1,\"b\":3}",
            "add /1 {\"c\":4}");
  }

  /** Whatever the documents are, the patch makes one out of the other, and its tests hold. */
  @Test
  void thePatchOfADifferenceMakesIt() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      ObjectNode before = JsonNodeFactory.instance.objectNode().set("r", tree(random, 3));
      ObjectNode after = JsonNodeFactory.instance.objectNode().set("r", tree(random, 3));
      JsonNode patched = before.deepCopy();
      JsonDiff.between(before, after).forEach(operation -> apply(operation, patched));
      assertThat(patched).as(before + " -> " + after).isEqualTo(after);
    }
  }

  private static JsonNode tree(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 1 : 3);
    if (kind == 0) {
      return JsonNodeFactory.instance.numberNode(random.nextInt(4));
    }
    int size = random.nextInt(4);
    if (kind == 1) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < size; i++) {
        object.set("k" + random.nextInt(4), tree(random, depth - 1));
      }
      return object;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < size; i++) {
      list.add(tree(random, depth - 1));
    }
    return list;
  }

  private static void apply(JsonNode operation, JsonNode document) {
    String path = operation.path("path").asText();
    JsonNode holder = document.at(path.substring(0, path.lastIndexOf('/')));
    String last = path.substring(path.lastIndexOf('/') + 1);
    JsonNode value = operation.path("value");
    switch (operation.path("op").asText()) {
      case "test" -> assertThat(document.at(path)).isEqualTo(value);
      case "remove" -> {
        if (holder instanceof ArrayNode list) {
          list.remove(Integer.parseInt(last));
        } else {
          ((ObjectNode) holder).remove(last);
        }
      }
      case "add" -> {
        if (holder instanceof ArrayNode list) {
          list.insert(Integer.parseInt(last), value);
        } else {
          ((ObjectNode) holder).set(last, value);
        }
      }
      default -> throw new IllegalArgumentException("unknown operation " + operation);
    }
  }
}
