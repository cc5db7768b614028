package io.kuma.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Kind.Shape;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.resource.contract.Catalogue;
import io.kuma.resource.contract.RecordedWrites;
import io.kuma.resource.contract.SchemaComparison;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The core types against the contract. */
class CoreTypesTest {

  static List<ResourceType<?>> servedTypes() {
    return new ResourceTypes(CoreTypes.ALL).served();
  }

  static List<ResourceType<?>> specTypes() {
    return CoreTypes.ALL.stream().filter(type -> type.shape() == Shape.SPEC).toList();
  }

  static List<ResourceType<?>> describedFlatTypes() {
    return CoreTypes.ALL.stream()
        .filter(type -> type.shape() == Shape.FLAT && SchemaComparison.hasJsonSchema(type))
        .toList();
  }

  @Test
  void areSortedByName() {
    assertThat(CoreTypes.ALL)
        .isSortedAccordingTo(Comparator.comparing((ResourceType<?> type) -> type.name()));
  }

  @ParameterizedTest
  @MethodSource("servedTypes")
  void areInTheCatalogue(ResourceType<?> type) {
    assertThat(Catalogue.entry(type)).isEqualTo(Catalogue.expected(type));
  }

  @Test
  void areInternalIfTheCatalogueDoesNotShowThem() {
    assertThat(CoreTypes.ALL)
        .allSatisfy(
            type ->
                assertThat(type.internal()).isEqualTo(!Catalogue.names().contains(type.name())));
  }

  @Test
  void haveAJsonSchemaAsTheContractDescribesThem() {
    assertThat(describedFlatTypes()).hasSizeGreaterThan(11);
  }

  @ParameterizedTest
  @MethodSource("specTypes")
  void haveTheSchemaOfTheirCrd(ResourceType<?> type) {
    assertThat(SchemaComparison.withCrd(type)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("describedFlatTypes")
  void haveTheFieldsOfTheirJsonSchema(ResourceType<?> type) {
    assertThat(SchemaComparison.withJsonSchema(type)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> acceptAndRefuseWhatWasRecorded() {
    return new RecordedWrites(CoreTypes.ALL).tests();
  }
}
