package io.kuma.dp.metrics;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.util.function.Predicate;

/** Chooses metrics by their names. */
final class Selector {
  private Selector() {}

  /**
   * As MeshMetric has them.
   *
   * @throws IOException if there is no such type, or no such expression
   */
  static Predicate<String> of(String type, String match) throws IOException {
    return switch (type) {
      case "Exact" -> match::equals;
      case "Prefix" -> name -> name.startsWith(match);
      case "Contains" -> name -> name.contains(match);
      case "Regex" -> regex(match);
      default -> throw new IOException("unknown type of selector: " + type);
    };
  }

  /** In linear time, whatever the expression is. */
  private static Predicate<String> regex(String match) throws IOException {
    try {
      Pattern pattern = Pattern.compile(match);
      return name -> pattern.matcher(name).find();
    } catch (PatternSyntaxException e) {
      throw new IOException("not a regular expression: " + match, e);
    }
  }
}
