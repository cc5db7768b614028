package io.kuma.resource.validation;

import io.kuma.model.Violation;
import java.util.List;

/**
 * Compares what was found outside of the objects that hold a constant which no enumeration has. In
 * those objects the shape check has the word: what it refused must be expected, and what the
 * validator says of them is about another constant.
 *
 * @param refused what the shape check reported
 */
record Confined(List<Violation> refused) {
  Confined {
    refused = List.copyOf(refused);
  }

  /** Whether the rest is the same, in the same order. */
  boolean agree(List<Violation> found, List<Violation> expected) {
    return !refused.isEmpty()
        && expected.containsAll(refused)
        && outside(found).equals(outside(expected));
  }

  private List<Violation> outside(List<Violation> violations) {
    List<String> objects =
        refused.stream().map(violation -> violation.field().replaceFirst("[^.]*$", "")).toList();
    return violations.stream()
        .filter(violation -> objects.stream().noneMatch(violation.field()::startsWith))
        .toList();
  }
}
