package io.kuma.policy.conformance;

import io.kuma.core.match.MatcherConformance;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MatcherConformanceTest {
  private static final MatcherConformance SUITE =
      new MatcherConformance(ExistingTypes.policies(), ExistingTypes.catalogue());

  @TestFactory
  Stream<DynamicTest> cases() {
    return SUITE.tests();
  }

  @AfterAll
  static void close() {
    System.out.println(SUITE.closingLines());
  }
}
