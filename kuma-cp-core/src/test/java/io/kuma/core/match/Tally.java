package io.kuma.core.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Counts what came of the cases of a conformance folder, and notes why some were left out. */
final class Tally {
  private final String suite;
  private final SortedMap<String, List<String>> leftOut = new TreeMap<>();
  private int passed;
  private int failed;

  /** A case; {@code leftOut} says why it cannot run here. */
  record Case(String name, Optional<String> leftOut, Executable run) {}

  Tally(String suite) {
    this.suite = suite;
  }

  /** A test for each case that can run. */
  Stream<DynamicTest> tests(List<Case> cases) {
    cases.forEach(
        c ->
            c.leftOut()
                .ifPresent(
                    why -> leftOut.computeIfAbsent(why, w -> new ArrayList<>()).add(c.name())));
    return cases.stream().filter(c -> c.leftOut().isEmpty()).map(this::test);
  }

  private DynamicTest test(Case given) {
    return DynamicTest.dynamicTest(
        given.name(),
        () -> {
          boolean asExpected = false;
          try {
            given.run().execute();
            asExpected = true;
          } finally {
            passed += asExpected ? 1 : 0;
            failed += asExpected ? 0 : 1;
          }
        });
  }

  /** What was left out and why, and the counts. */
  String closingLines() {
    StringBuilder text = new StringBuilder();
    leftOut.forEach(
        (why, names) ->
            text.append("%s: left out, %s: %s%n".formatted(suite, why, String.join(", ", names))));
    return text.append("%s: %d passed, %d failed".formatted(suite, passed, failed)).toString();
  }
}
