package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kuma.model.IntOrString;
import io.kuma.model.schema.WireNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bindings of values without parts. */
record ScalarBinding<T>(
    Class<T> type, Function<JsonNode, T> reader, Function<T, JsonNode> writer, @Nullable T zero)
    implements Binding {

  static final ScalarBinding<String> TEXT =
      new ScalarBinding<>(String.class, ScalarBinding::text, TextNode::valueOf, "");

  static final ScalarBinding<Boolean> BOOL =
      new ScalarBinding<>(Boolean.class, ScalarBinding::bool, BooleanNode::valueOf, false);

  static final ScalarBinding<Instant> TIME =
      new ScalarBinding<>(
          Instant.class, ScalarBinding::time, time -> TextNode.valueOf(time.toString()), null);

  static final ScalarBinding<IntOrString> INT_OR_TEXT =
      new ScalarBinding<>(
          IntOrString.class,
          node ->
              node.isTextual()
                  ? IntOrString.of(node.textValue())
                  : IntOrString.of(decimal(node, "a whole number or a string").intValueExact()),
          value ->
              value.text() != null
                  ? TextNode.valueOf(value.text())
                  : IntNode.valueOf(value.number() == null ? 0 : value.number()),
          null);

  /** Any JSON; copied, because trees can be changed and records must not. */
  static final ScalarBinding<JsonNode> ANY =
      new ScalarBinding<>(JsonNode.class, JsonNode::deepCopy, JsonNode::deepCopy, null);

  @Override
  public Object read(JsonNode node) {
    try {
      return reader.apply(node);
    } catch (ArithmeticException e) {
      throw new Unreadable("must be a whole number in range");
    } catch (IllegalArgumentException e) {
      throw new Unreadable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public JsonNode write(Object value) {
    return writer.apply(type.cast(value));
  }

  static ScalarBinding<Integer> int32(Dialect dialect) {
    return new ScalarBinding<>(
        Integer.class, node -> number(node, dialect).intValueExact(), IntNode::valueOf, 0);
  }

  /** proto3 JSON writes 64 bits as a string, because JavaScript's numbers cannot hold them. */
  static ScalarBinding<Long> int64(Dialect dialect) {
    return new ScalarBinding<>(
        Long.class,
        node -> number(node, dialect).longValueExact(),
        value ->
            dialect == Dialect.FLAT
                ? TextNode.valueOf(Long.toString(value))
                : LongNode.valueOf(value),
        0L);
  }

  static ScalarBinding<Double> float64(Dialect dialect) {
    return new ScalarBinding<>(
        Double.class, node -> number(node, dialect).doubleValue(), ScalarBinding::shortest, 0.0);
  }

  static ScalarBinding<Duration> duration(Dialect dialect) {
    return switch (dialect) {
      case FLAT ->
          new ScalarBinding<>(
              Duration.class,
              // Upstream's parser takes Go's notation as well as that of proto3 JSON, which is a
              // part of
              // it.
              node -> GoDuration.parse(text(node)),
              value -> TextNode.valueOf(ProtoDuration.format(value)),
              null);
      case SPEC ->
          new ScalarBinding<>(
              Duration.class,
              node -> GoDuration.parse(text(node)),
              value -> TextNode.valueOf(GoDuration.format(value)),
              null);
    };
  }

  static <E extends Enum<E>> ScalarBinding<E> oneOf(Class<E> type, Dialect dialect) {
    List<E> constants = List.of(type.getEnumConstants());
    List<Integer> numbers = WireNames.numbers(constants);
    return new ScalarBinding<>(
        type,
        node -> constant(constants, numbers, node, dialect),
        value -> TextNode.valueOf(WireNames.of(value)),
        constants.get(0));
  }

  private static <E extends Enum<E>> E constant(
      List<E> constants, List<Integer> numbers, JsonNode node, Dialect dialect) {
    // proto3 JSON takes an enum's number for its name.
    if (dialect == Dialect.FLAT && node.isIntegralNumber() && node.canConvertToInt()) {
      int index = numbers.indexOf(node.intValue());
      if (index >= 0) {
        return constants.get(index);
      }
    }
    for (E constant : constants) {
      if (node.isTextual() && WireNames.of(constant).equals(node.textValue())) {
        return constant;
      }
    }
    throw new Unreadable(
        "must be one of " + constants.stream().map(WireNames::of).toList() + ", not " + node);
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new Unreadable("must be a string, not " + JsonTypes.withArticle(node));
    }
    return node.textValue();
  }

  private static boolean bool(JsonNode node) {
    if (!node.isBoolean()) {
      throw new Unreadable("must be true or false, not " + JsonTypes.withArticle(node));
    }
    return node.booleanValue();
  }

  private static Instant time(JsonNode node) {
    try {
      return Instant.parse(text(node));
    } catch (DateTimeParseException e) {
      throw new Unreadable("must be a time such as \"2006-01-02T15:04:05Z\"");
    }
  }

  /** proto3 JSON takes numbers in quotes as well. */
  private static BigDecimal number(JsonNode node, Dialect dialect) {
    if (dialect == Dialect.FLAT && node.isTextual() && node.textValue().length() < 40) {
      try {
        return new BigDecimal(node.textValue());
      } catch (NumberFormatException e) {
        throw new Unreadable("must be a number, not a string");
      }
    }
    return decimal(node, "a number");
  }

  private static BigDecimal decimal(JsonNode node, String expected) {
    if (!node.isNumber()) {
      throw new Unreadable("must be " + expected + ", not " + JsonTypes.withArticle(node));
    }
    return node.decimalValue();
  }

  /** As Go prints it: a whole value without a point. */
  private static JsonNode shortest(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value);
  }
}
