package io.kuma.resource.validation;

import io.kuma.resource.CoreTypes;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The validators of the core types, and the rules that all validators share. */
class CoreTypesConformanceTest {
  private static final ValidationConformance CASES =
      new ValidationConformance().types(CoreTypes.ALL).sharedRules();

  @TestFactory
  Stream<DynamicContainer> validation() {
    return CASES.tests();
  }

  @AfterAll
  static void sayWhatCameOfIt() {
    System.out.println(CASES.closingLine());
  }
}
