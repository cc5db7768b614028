package io.kuma.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** What came of the cases of a folder: {@code 3 passed, 0 failed; 1 left out (reason: case)}. */
public final class Tally {
  private int passed;
  private int failed;
  private final Map<String, List<String>> leftOut = new TreeMap<>();

  /** A test that is counted. */
  public DynamicTest test(String name, Executable body) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          boolean good = false;
          try {
            body.execute();
            good = true;
          } finally {
            passed += good ? 1 : 0;
            failed += good ? 0 : 1;
          }
        });
  }

  public void leaveOut(String name, String reason) {
    leftOut.computeIfAbsent(reason, any -> new ArrayList<>()).add(name);
  }

  @Override
  public String toString() {
    String counts = passed + " passed, " + failed + " failed";
    int count = leftOut.values().stream().mapToInt(List::size).sum();
    return count == 0
        ? counts
        : leftOut.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
            .collect(Collectors.joining("; ", counts + "; " + count + " left out (", ")"));
  }
}
