package io.kuma.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Kind.Shape;
import io.kuma.model.ResourceType;
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

  static List<ResourceType<?>> types() {
    return CoreTypes.ALL;
  }

  static List<ResourceType<?>> specTypes() {
    return CoreTypes.ALL.stream().filter(type -> type.shape() == Shape.SPEC).toList();
  }

  static List<ResourceType<?>> describedFlatTypes() {
    return List.of(
        CoreTypes.DATAPLANE,
        CoreTypes.DATAPLANE_INSIGHT,
        CoreTypes.MESH,
        CoreTypes.TRAFFIC_ROUTE,
        CoreTypes.VIRTUAL_OUTBOUND);
  }

  @Test
  void areSortedByName() {
    assertThat(CoreTypes.ALL)
        .isSortedAccordingTo(Comparator.comparing((ResourceType<?> type) -> type.name()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void areInTheCatalogue(ResourceType<?> type) {
    assertThat(Catalogue.entry(type)).isEqualTo(Catalogue.expected(type));
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
