package io.kuma.rest;

import org.jspecify.annotations.Nullable;

/** Reads parameters that have few values, and refuses all others. */
final class QueryParameters {
  private QueryParameters() {}

  /** A parameter that is {@code true} or {@code false}, or else has its usual meaning. */
  static boolean flag(String name, @Nullable String value, boolean usually) {
    if (value == null || value.isEmpty()) {
      return usually;
    }
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw unsupported(name);
    };
  }

  /** Whether {@code format} asks for JSON, and not for text. */
  static boolean json(@Nullable String format) {
    if (format == null || format.isEmpty() || format.equals("text")) {
      return false;
    }
    if (format.equals("json")) {
      return true;
    }
    throw unsupported("format");
  }

  static Refused unsupported(String name) {
    return new Refused(
        Problem.badRequest(
            "bad request: unsupported value for query parameter '%s'".formatted(name)));
  }
}
