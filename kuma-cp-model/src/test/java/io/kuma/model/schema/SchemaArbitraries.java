package io.kuma.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.json.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random trees that fit a schema, so that properties hold for every type without anybody writing
 * examples. Optional fields are there or not, lists and texts keep their limits.
 */
public final class SchemaArbitraries {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Shape shape;

  private SchemaArbitraries(Shape shape) {
    this.shape = shape;
  }

  /** Trees in the notation of {@code shape}, with values in their shortest form. */
  public static Arbitrary<JsonNode> trees(Schema schema, Shape shape) {
    return new SchemaArbitraries(shape).tree(schema);
  }

  private Arbitrary<JsonNode> tree(Schema schema) {
    if (schema instanceof Schema.Obj obj) {
      return object(obj);
    } else if (schema instanceof Schema.Arr arr) {
      int min = arr.minItems() == null ? 0 : arr.minItems();
      int max = Math.max(min, 2);
      return tree(arr.items())
          .list()
          .ofMinSize(min)
          .ofMaxSize(arr.maxItems() == null ? max : Math.min(max, arr.maxItems()))
          .map(SchemaArbitraries::array);
    } else if (schema instanceof Schema.Dict dict) {
      return Arbitraries.maps(Arbitraries.of("a", "kuma.io/service", "ü"), tree(dict.values()))
          .ofMaxSize(2)
          .map(SchemaArbitraries::object);
    } else if (schema instanceof Schema.Text text) {
      return text(text).map(JSON::textNode);
    } else if (schema instanceof Schema.Int number) {
      return whole(number);
    } else if (schema instanceof Schema.Num) {
      return Arbitraries.of(0.5, 3.25, -1e-7, 50.0).map(this::number);
    } else if (schema instanceof Schema.Bool) {
      return Arbitraries.of(true, false).map(JSON::booleanNode);
    } else if (schema instanceof Schema.IntOrText) {
      return Arbitraries.of(JSON.numberNode(50), JSON.textNode("12.5"), JSON.textNode("10"));
    }
    return Arbitraries.of(
        JSON.objectNode(),
        JSON.objectNode().put("url", "http://collector:9411").put("port", 1),
        JSON.objectNode().set("list", JSON.arrayNode().add("x").add(true).addNull()));
  }

  private Arbitrary<JsonNode> object(Schema.Obj schema) {
    List<String> names = List.copyOf(schema.fields().keySet());
    List<Arbitrary<Optional<JsonNode>>> values =
        schema.fields().values().stream().map(this::field).toList();
    return values.isEmpty()
        ? Arbitraries.create(JSON::objectNode)
        : Combinators.combine(values).as(parts -> object(names, parts));
  }

  private Arbitrary<Optional<JsonNode>> field(Schema.Field field) {
    Arbitrary<Optional<JsonNode>> value = tree(field.schema()).map(Optional::of);
    return field.required()
        ? value
        : Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(Optional.empty())), Tuple.of(3, value));
  }

  private static ObjectNode object(List<String> names, List<Optional<JsonNode>> values) {
    ObjectNode object = JSON.objectNode();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      values.get(i).ifPresent(value -> object.set(name, value));
    }
    return object;
  }

  private Arbitrary<String> text(Schema.Text schema) {
    if (!schema.allowed().isEmpty()) {
      return Arbitraries.of(schema.allowed());
    }
    if ("duration".equals(schema.format())) {
      return Arbitraries.longs().between(0, 400_000_000_000L).map(this::duration);
    }
    if ("date-time".equals(schema.format())) {
      return Arbitraries.longs().between(0, 4_000_000_000L).map(s -> Instant.ofEpochSecond(s) + "");
    }
    if ("byte".equals(schema.format())) {
      return Arbitraries.bytes()
          .array(byte[].class)
          .ofMaxSize(9)
          .map(bytes -> Base64.getEncoder().encodeToString(bytes));
    }
    int min = schema.minLength() == null ? 0 : schema.minLength();
    int max = schema.maxLength() == null ? min + 8 : Math.min(schema.maxLength(), min + 8);
    if (schema.pattern() == null) {
      return Arbitraries.strings()
          .withChars('a', 'Z', '0', ' ', '"', '\\', '\n', '<', 'é', '☃')
          .ofMinLength(min)
          .ofMaxLength(max);
    }
    // Simple words fit nearly every pattern of names; a schema where none fits fails here loudly.
    Pattern pattern = Pattern.compile(schema.pattern());
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(Math.max(1, min))
        .ofMaxLength(max)
        .filter(word -> pattern.matcher(word).find());
  }

  private String duration(long millis) {
    Duration duration = Duration.ofMillis(millis);
    return switch (shape) {
      case SPEC -> GoDuration.format(duration);
      case FLAT ->
          millis % 1000 == 0
              ? millis / 1000 + "s"
              : "%d.%03ds".formatted(millis / 1000, millis % 1000);
    };
  }

  private Arbitrary<JsonNode> whole(Schema.Int schema) {
    if (!schema.allowed().isEmpty()) {
      return Arbitraries.of(schema.allowed()).map(JSON::numberNode);
    }
    boolean isLong = "int64".equals(schema.format());
    long smallest = isLong ? Long.MIN_VALUE : Integer.MIN_VALUE;
    long largest = isLong ? Long.MAX_VALUE : Integer.MAX_VALUE;
    return Arbitraries.longs()
        .between(
            schema.minimum() == null ? smallest : schema.minimum(),
            schema.maximum() == null ? largest : schema.maximum())
        .map(
            value ->
                isLong && shape == Shape.FLAT
                    ? JSON.textNode(Long.toString(value))
                    : JSON.numberNode(value));
  }

  private JsonNode number(double value) {
    return value == Math.rint(value) ? JSON.numberNode((long) value) : JSON.numberNode(value);
  }

  private static JsonNode array(List<JsonNode> items) {
    ArrayNode array = JSON.arrayNode();
    return array.addAll(items);
  }

  private static JsonNode object(Map<String, JsonNode> entries) {
    ObjectNode object = JSON.objectNode();
    return object.setAll(entries);
  }
}
