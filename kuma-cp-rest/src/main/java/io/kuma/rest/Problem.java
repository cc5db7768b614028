package io.kuma.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Violation;
import java.util.List;

/**
 * Why a call was refused (contract 2.2). A client prints the title and the detail, then a line for
 * each parameter.
 *
 * @param status the HTTP status
 * @param title what was being done
 * @param detail what went wrong
 * @param parameters the fields that are wrong; may be empty
 */
public record Problem(int status, String title, String detail, List<Violation> parameters) {
  static final String NOT_VALID = "Resource is not valid";

  public Problem {
    parameters = List.copyOf(parameters);
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "Bad Request", detail, List.of());
  }

  static Problem invalid(String title, List<Violation> violations) {
    return new Problem(400, title, NOT_VALID, violations);
  }

  static Problem notFound(String title) {
    return new Problem(404, title, "Not found", List.of());
  }

  static Problem accessDenied(String detail) {
    return new Problem(403, "Access Denied", detail, List.of());
  }

  /** {@code details} and {@code causes} say the same once more, for clients of before 2.0. */
  ObjectNode toTree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("type", "/std-errors").put("status", status).put("title", title).put("detail", detail);
    if (!parameters.isEmpty()) {
      tree.set("invalid_parameters", list("reason"));
    }
    tree.put("details", detail);
    if (!parameters.isEmpty()) {
      tree.set("causes", list("message"));
    }
    return tree;
  }

  private ArrayNode list(String messageField) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Violation violation : parameters) {
      list.addObject().put("field", violation.field()).put(messageField, violation.message());
    }
    return list;
  }
}
