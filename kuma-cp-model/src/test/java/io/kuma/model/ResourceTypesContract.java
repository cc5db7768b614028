package io.kuma.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import io.kuma.model.schema.CrdSchema;
import io.kuma.model.schema.Schema;
import io.kuma.model.schema.SchemaArbitraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for every resource type, whatever it says: its JSON survives the way to a record and
 * back, its schema is that of the contract's CRD, and its fields are described. A module with types
 * has one subclass that names them; new types need no test of their own.
 */
public abstract class ResourceTypesContract {
  private static final int TRIES = 500;

  private final ResourceCodec codec = new JacksonResourceCodec();

  /** The types under test. */
  protected abstract Collection<? extends ResourceType<?>> types();

  /** Whether they are the contract's, and not types of ours. */
  protected boolean areOfTheContract() {
    return true;
  }

  /**
   * A type, and trees of a spec and of a status of it.
   *
   * @param status empty for types that have none
   */
  record Sample(ResourceType<?> type, JsonNode tree, Optional<JsonNode> status) {
    @Override
    public String toString() {
      return type + " " + tree;
    }
  }

  @Provide
  Arbitrary<Sample> samples() {
    return Arbitraries.oneOf(types().stream().map(ResourceTypesContract::samples).toList());
  }

  private static Arbitrary<Sample> samples(ResourceType<?> type) {
    Arbitrary<Optional<JsonNode>> statuses =
        type.statusSchema()
            .map(schema -> SchemaArbitraries.trees(schema, type.shape()).map(Optional::of))
            .orElseGet(() -> Arbitraries.just(Optional.empty()));
    return Combinators.combine(SchemaArbitraries.trees(type.schema(), type.shape()), statuses)
        .as((tree, status) -> new Sample(type, tree, status));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void whatFitsTheSchemaPassesTheShapeCheck(@ForAll("samples") Sample sample) {
    Violations violations = new Violations();
    codec.check(sample.type(), sample.tree().deepCopy(), violations);
    assertThat(violations.toList()).isEmpty();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void recordsSurviveTheWayThroughJson(@ForAll("samples") Sample sample) {
    Spec spec = codec.toSpec(sample.type(), sample.tree());
    String json = codec.toJson(codec.toTree(sample.type(), spec));

    Spec again = codec.toSpec(sample.type(), codec.parseJson(json));

    assertThat(again).isEqualTo(spec).hasSameHashCodeAs(spec);
    assertThat(codec.toJson(codec.toTree(sample.type(), again))).isEqualTo(json);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void jsonOfSpecTypesSurvivesTheWayThroughRecords(@ForAll("samples") Sample sample) {
    if (sample.type().shape() == Shape.SPEC) {
      JsonNode tree = codec.parseJson(codec.toJson(sample.tree()));
      Spec spec = codec.toSpec(sample.type(), tree);
      JsonNode written = codec.toTree(sample.type(), spec);
      assertThat(codec.parseJson(codec.toJson(written))).isEqualTo(tree);
    }
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void wholeResourcesSurviveTheRestForm(@ForAll("samples") Sample sample) {
    ResourceTypes catalogue = new ResourceTypes(types());
    Resource<?> resource = resource(sample.type(), sample);

    JsonNode shown = show(sample.type(), resource);

    assertThat(codec.toResource(catalogue, codec.parseJson(codec.toPrettyJson(shown))))
        .isEqualTo(resource);
  }

  /** Patterns and parsers must not be brought down by a text; the longest of a body has 10 MB. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void longTextsAreCheckedSoon(
      @ForAll("samples") Sample sample,
      @ForAll @IntRange(max = 50) int which,
      @ForAll("units") String unit) {
    JsonNode tree = sample.tree().deepCopy();
    new LongText(unit.repeat(100_000)).replaceOneOf(tree, which);
    try {
      CpuTime.soon(() -> validate(sample.type(), tree));
    } catch (MalformedJson e) {
      // The flat types' way to refuse it.
    }
  }

  @Provide
  Arbitrary<String> units() {
    return Arbitraries.of("a", "a.", "a-", "/", "a/", "9", "::", "{{", "a,", " ", "[", "(a");
  }

  private <S extends Spec> void validate(ResourceType<S> type, JsonNode tree) {
    Violations violations = new Violations();
    codec.check(type, tree, violations);
    if (violations.isEmpty()) {
      Meta meta = Meta.of(type.key("default", "one"));
      Resource<S> resource = new Resource<>(meta, codec.toSpec(type, tree), null);
      type.validator().validate(resource, violations);
    }
  }

  /** The whole schema at once, key by key; only descriptions and examples are ours. */
  @TestFactory
  Stream<DynamicTest> schemasAreThoseOfTheContractsCrds() {
    return types().stream()
        .filter(type -> type.shape() == Shape.SPEC && areOfTheContract())
        .map(type -> DynamicTest.dynamicTest(type.name(), () -> compareWithCrd(type)));
  }

  @TestFactory
  Stream<DynamicTest> fieldsSayWhatTheyAreFor() {
    return types().stream()
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.name(),
                    () -> {
                      assertThat(undescribed(type.schema(), type.name())).isEmpty();
                      type.statusSchema()
                          .ifPresent(
                              status ->
                                  assertThat(undescribed(status, type.name() + ".status"))
                                      .isEmpty());
                    }));
  }

  private void compareWithCrd(ResourceType<?> type) throws IOException {
    Path crd =
        Path.of(System.getProperty("kuma.conformance.dir"))
            .resolveSibling("contract/crds/kuma.io_" + type.path() + ".yaml");
    JsonNode version = codec.parseYaml(Files.readString(crd)).at("/spec/versions/0");
    JsonNode properties = version.at("/schema/openAPIV3Schema/properties");

    assertThat(schemaTree(type.schema())).isEqualTo(withoutTexts(properties.path("spec")));
    assertThat(type.statusSchema().map(this::schemaTree))
        .isEqualTo(Optional.of(withoutTexts(properties.path("status"))).filter(JsonNode::isObject));
    assertThat(type.columns())
        .extracting(Column::name, column -> "." + column.path())
        .isEqualTo(columns(version));
  }

  private static List<Tuple> columns(JsonNode version) {
    List<Tuple> columns = new ArrayList<>();
    for (JsonNode column : version.path("additionalPrinterColumns")) {
      columns.add(tuple(column.path("name").asText(), column.path("jsonPath").asText()));
    }
    return columns;
  }

  private JsonNode schemaTree(Schema schema) {
    return withoutTexts(codec.parseJson(codec.toJson(CrdSchema.of(schema))));
  }

  private static JsonNode withoutTexts(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    removeTexts(copy);
    return copy;
  }

  /** Descriptions, and examples: a schema has a type or says that anything goes. */
  private static void removeTexts(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("description").isTextual()) {
      object.remove("description");
    }
    if (node instanceof ObjectNode object
        && (object.path("type").isTextual()
            || object.has("x-kubernetes-preserve-unknown-fields"))) {
      object.remove("example");
    }
    node.forEach(ResourceTypesContract::removeTexts);
  }

  private static List<String> undescribed(Schema schema, String path) {
    if (schema instanceof Schema.Arr arr) {
      return undescribed(arr.items(), path);
    }
    if (!(schema instanceof Schema.Obj obj)) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    obj.fields()
        .forEach(
            (name, field) -> {
              String place = path + "." + name;
              if (field.schema().description().isEmpty()) {
                found.add(place);
              }
              found.addAll(undescribed(field.schema(), place));
            });
    return found;
  }

  private <S extends Spec> Resource<S> resource(ResourceType<S> type, Sample sample) {
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put(Labels.ZONE, "east");
    Meta meta = Meta.of(type.key("default", "one")).withLabels(labels);
    Class<? extends Record> statusClass = type.statusClass();
    Record status =
        statusClass == null ? null : codec.toRecord(statusClass, sample.status().orElseThrow());
    return new Resource<>(meta, codec.toSpec(type, sample.tree()), status);
  }

  private <S extends Spec> JsonNode show(ResourceType<S> type, Resource<?> resource) {
    return codec.toTree(type, type.cast(resource));
  }
}
