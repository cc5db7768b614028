package io.kuma.model.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape of a JSON value. Immutable, compared by value, made by {@link #of}. */
public sealed interface Schema {

  /** What the value is for, in a sentence; empty if it was not said. */
  String description();

  /**
   * An object with known fields, in the record's order.
   *
   * @param record the record it was read from
   */
  record Obj(String description, Class<? extends Record> record, Map<String, Field> fields)
      implements Schema {}

  /**
   * A field of an object.
   *
   * @param required absent is a violation; the JSpecify mark of the component says it
   * @param defaultValue JSON text that stands in when the field is absent; null if there is none
   * @param merge how the field's values are combined when confs are merged
   */
  record Field(Schema schema, boolean required, @Nullable String defaultValue, Merge.Mode merge) {}

  /** A list. */
  record Arr(
      String description, Schema items, @Nullable Integer minItems, @Nullable Integer maxItems)
      implements Schema {}

  /** An object with free keys. */
  record Dict(String description, Schema values) implements Schema {}

  /**
   * A string.
   *
   * @param allowed the values it may have, in declaration order; empty if it is free
   * @param format {@code duration}, {@code date-time} or null
   */
  record Text(
      String description,
      List<String> allowed,
      @Nullable String format,
      @Nullable Integer minLength,
      @Nullable Integer maxLength,
      @Nullable String pattern)
      implements Schema {}

  /**
   * A whole number.
   *
   * @param format {@code int32} or {@code int64}
   */
  record Int(String description, String format, @Nullable Long minimum, @Nullable Long maximum)
      implements Schema {}

  /** A floating point number. */
  record Num(String description) implements Schema {}

  record Bool(String description) implements Schema {}

  /** A whole number, or a string that holds a number or a percentage. */
  record IntOrText(String description) implements Schema {}

  /** Any JSON value. */
  record Any(String description) implements Schema {}

  /** The shape of {@code record}; read by reflection once and remembered. */
  static Schema of(Class<?> record) {
    return Schemas.of(record);
  }
}
