package io.kuma.policy.conformance;

import io.kuma.core.match.RuleConformance;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RuleConformanceTest {
  private static final RuleConformance SUITE =
      new RuleConformance(ExistingTypes.policies(), ExistingTypes.catalogue());

  @TestFactory
  Stream<DynamicTest> cases() {
    return SUITE.tests();
  }

  @AfterAll
  static void close() {
    System.out.println(SUITE.closingLines());
  }
}
