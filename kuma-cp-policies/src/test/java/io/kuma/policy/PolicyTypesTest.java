package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.contract.Catalogue;
import io.kuma.resource.contract.RecordedWrites;
import io.kuma.resource.contract.SchemaComparison;
import io.kuma.resource.validation.ValidationConformance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies' definitions against the contract. */
class PolicyTypesTest {
  private static final ValidationConformance CASES =
      new ValidationConformance()
          .types(Policies.TYPES)
          .elsewhere(CoreTypes.ALL.stream().map(ResourceType::name).toList())
          .elsewhere(List.of("Meta", "TargetRef", "TagSelector"));

  static List<ResourceType<?>> types() {
    return Policies.TYPES;
  }

  static List<ResourceType<?>> targetRefTypes() {
    return Policies.TARGET_REF_TYPES;
  }

  static List<ResourceType<?>> legacyTypes() {
    return Policies.LEGACY_TYPES;
  }

  @ParameterizedTest
  @MethodSource("types")
  void areInTheCatalogue(ResourceType<?> type) {
    assertThat(Catalogue.entry(type)).isEqualTo(Catalogue.expected(type));
  }

  @ParameterizedTest
  @MethodSource("targetRefTypes")
  void haveTheSchemaOfTheirCrd(ResourceType<?> type) {
    assertThat(SchemaComparison.withCrd(type)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("legacyTypes")
  void haveTheFieldsOfTheirJsonSchema(ResourceType<?> type) {
    assertThat(SchemaComparison.withJsonSchema(type)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> acceptAndRefuseWhatWasRecorded() {
    return new RecordedWrites(Policies.TYPES).tests();
  }

  @TestFactory
  Stream<DynamicContainer> validation() {
    return CASES.tests();
  }

  @AfterAll
  static void sayWhatCameOfIt() {
    System.out.println(CASES.closingLine());
  }
}
