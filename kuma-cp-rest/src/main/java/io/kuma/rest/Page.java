package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.store.ResourcePage;
import io.kuma.model.Resource;
import io.kuma.model.Spec;
import io.kuma.model.Violation;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which part of a list is asked for (contract 2.4).
 *
 * @param size how many items, 1 to 1000
 * @param offset the position of the first
 */
record Page(int size, int offset) {
  private static final int DEFAULT_SIZE = 100;
  private static final int MAX_SIZE = 1000;
  private static final String TITLE = "Could not retrieve resources";

  static Page of(MultivaluedMap<String, String> query) {
    String size = query.getFirst("size");
    String offset = query.getFirst("offset");
    return new Page(
        size == null ? DEFAULT_SIZE : parseSize(size), offset == null ? 0 : parseOffset(offset));
  }

  /**
   * The answer {@code {total, items, next}}.
   *
   * @param found this page of it
   * @param link makes the address of the page that starts at a position
   */
  <S extends Spec> ObjectNode of(
      ResourcePage<S> found, Function<Resource<S>, JsonNode> item, Function<Page, String> link) {
    return answer(found.items().stream().map(item), found.total(), link);
  }

  /**
   * The same of a list that is there as a whole.
   *
   * @param item makes an item of this page
   */
  <T> ObjectNode of(List<T> all, Function<T, JsonNode> item, Function<Page, String> link) {
    return answer(all.stream().skip(offset).limit(size).map(item), all.size(), link);
  }

  private ObjectNode answer(
      Stream<? extends JsonNode> found, int total, Function<Page, String> link) {
    if (offset > total) {
      throw invalidOffset("out of range");
    }
    int end = (int) Math.min(total, (long) offset + size);
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("total", total);
    ArrayNode items = tree.putArray("items");
    found.forEach(items::add);
    Optional<String> next =
        end < total ? Optional.of(link.apply(new Page(size, end))) : Optional.empty();
    tree.put("next", next.orElse(null));
    return tree;
  }

  private static int parseSize(String text) {
    Optional<Integer> size = parse(text);
    if (size.isEmpty()) {
      throw invalidSize("invalid format");
    }
    if (size.get() < 1) {
      throw invalidSize("must be positive");
    }
    if (size.get() > MAX_SIZE) {
      throw invalidSize(
          "invalid page size of " + size.get() + ". Maximum page size is " + MAX_SIZE);
    }
    return size.get();
  }

  private static int parseOffset(String text) {
    int offset =
        parse(text)
            .orElseThrow(
                () -> invalidOffset("strconv.Atoi: parsing \"" + text + "\": invalid syntax"));
    if (offset < 0) {
      throw invalidOffset("must not be negative");
    }
    return offset;
  }

  private static Optional<Integer> parse(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Refused invalidSize(String reason) {
    return new Refused(
        new Problem(400, TITLE, "Invalid page size", List.of(new Violation("size", reason))));
  }

  private static Refused invalidOffset(String reason) {
    return new Refused(new Problem(400, TITLE, "invalid: invalid offset: " + reason, List.of()));
  }
}
