package io.kuma.model.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
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
      implements Schema {
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * A field of an object.
   *
   * @param required absent is a violation; the JSpecify mark of the component says it
   * @param defaultValue JSON text that stands in when the field is absent; null if there is none
   * @param merge how the field's values are combined when confs are merged
   * @param mergeKey for {@link Merge.Mode#BY_KEY}: the field that identifies an item; else empty
   * @param example JSON text of a value that the field may have, for readers; null if there is none
   */
  record Field(
      Schema schema,
      boolean required,
      @Nullable String defaultValue,
      Merge.Mode merge,
      String mergeKey,
      @Nullable String example) {}

  /**
   * A list.
   *
   * @param listKeys fields that identify an item within the list, for Kubernetes; empty if none do
   */
  record Arr(
      String description,
      Schema items,
      @Nullable Integer minItems,
      @Nullable Integer maxItems,
      List<String> listKeys)
      implements Schema {
    public Arr {
      listKeys = List.copyOf(listKeys);
    }
  }

  /** An object with free keys. */
  record Dict(String description, Schema values) implements Schema {}

  /**
   * A string.
   *
   * @param allowed the values it may have, in declaration order; empty if it is free
   * @param format {@code duration}, {@code date-time}, {@code byte} or null
   * @param pattern a regular expression that must be found in the value
   */
  record Text(
      String description,
      List<String> allowed,
      @Nullable String format,
      @Nullable Integer minLength,
      @Nullable Integer maxLength,
      @Nullable String pattern)
      implements Schema {
    public Text {
      allowed = List.copyOf(allowed);
    }
  }

  /**
   * A whole number.
   *
   * @param format {@code int32}, {@code int64} or null for no promise about its size
   * @param allowed the values it may have, in declaration order; empty if it is free
   */
  record Int(
      String description,
      @Nullable String format,
      @Nullable Long minimum,
      @Nullable Long maximum,
      List<Long> allowed)
      implements Schema {
    public Int {
      allowed = List.copyOf(allowed);
    }
  }

  /** A floating point number. */
  record Num(String description) implements Schema {}

  record Bool(String description) implements Schema {}

  /** A whole number, or a string that holds a number or a percentage. */
  record IntOrText(String description) implements Schema {}

  /** Any JSON value. */
  record Any(String description) implements Schema {}

  /**
   * The shape of {@code record}; read by reflection once and remembered.
   *
   * <p>A component without {@code @Nullable} is required, except in flat types ({@link
   * io.kuma.model.Kind.Shape#FLAT}), where proto3 knows no required fields.
   *
   * @throws IllegalArgumentException if a component has a type that has no JSON form
   */
  static Obj of(Class<? extends Record> record) {
    return Schemas.of(record);
  }
}
