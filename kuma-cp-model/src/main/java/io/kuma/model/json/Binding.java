package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** How values of one Java type are read from trees and written to trees, in one dialect. */
interface Binding {

  /**
   * The value that {@code node} holds.
   *
   * @param node neither missing nor JSON null
   * @throws Unreadable if it holds no such value
   */
  Object read(JsonNode node);

  /** The tree of a value of the binding's type. */
  JsonNode write(Object value);

  /**
   * What stands for a value that proto3 JSON leaves out because it is the type's default; null for
   * types that have none.
   */
  @Nullable Object zero();

  /** A value does not fit. The path grows from the inside out while the exception travels up. */
  final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    Unreadable(String problem) {
      this("", problem);
    }

    private Unreadable(String path, String problem) {
      super(problem, null, false, false);
      this.path = path;
      this.problem = problem;
    }

    /** The same problem, seen from the object that holds {@code field}. */
    Unreadable inField(String field) {
      String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
      return new Unreadable(field + separator + path, problem);
    }

    /** The same problem, seen from the list that holds the item at {@code index}. */
    Unreadable inItem(int index) {
      return inField("[" + index + "]");
    }

    @Override
    public String getMessage() {
      return path.isEmpty() ? problem : path + ": " + problem;
    }
  }
}
