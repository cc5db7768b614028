package io.kuma.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Doc;
import io.kuma.model.IntOrString;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.schema.Schema.Field;
import io.kuma.model.schema.Schema.Obj;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads schemas from records, once for each. */
final class Schemas {
  private static final ClassValue<Obj> KNOWN =
      new ClassValue<>() {
        @Override
        protected Obj computeValue(Class<?> type) {
          Kind kind = type.getAnnotation(Kind.class);
          boolean flat = kind != null && kind.shape() == Shape.FLAT;
          return new Schemas(flat).object(type.asSubclass(Record.class), "");
        }
      };

  private final boolean flat;
  private final Deque<Class<?>> open = new ArrayDeque<>();

  private Schemas(boolean flat) {
    this.flat = flat;
  }

  static Obj of(Class<? extends Record> record) {
    return KNOWN.get(record);
  }

  private Obj object(Class<? extends Record> record, String description) {
    if (open.contains(record)) {
      throw new IllegalArgumentException(record + " contains itself, which a schema cannot say");
    }
    open.push(record);
    Map<String, Field> fields = new LinkedHashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      if (fields.put(WireNames.of(component), field(component)) != null) {
        throw new IllegalArgumentException(component + " has the name of another field");
      }
    }
    open.pop();
    return new Obj(description.isEmpty() ? doc(record) : description, record, fields);
  }

  private Field field(RecordComponent component) {
    AnnotatedType type = component.getAnnotatedType();
    boolean nullable = type.isAnnotationPresent(Nullable.class);
    Default defaultValue = component.getAnnotation(Default.class);
    if (defaultValue != null && !nullable) {
      throw new IllegalArgumentException(component + " has a default and is not @Nullable");
    }
    Merge merge = component.getAnnotation(Merge.class);
    try {
      if (defaultValue != null) {
        Defaults.parse(defaultValue.value());
      }
      return new Field(
          schema(type, doc(component)),
          !nullable && !flat,
          defaultValue == null ? null : defaultValue.value(),
          merge == null ? Merge.Mode.REPLACE : merge.value(),
          merge == null ? "" : merge.key(),
          example(component));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          component.getDeclaringRecord().getName()
              + "."
              + component.getName()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private Schema schema(AnnotatedType annotated, String description) {
    LimitsReader limits = new LimitsReader(annotated.getAnnotation(Limits.class));
    Schema schema = schema(annotated, description, limits);
    limits.refuseRest();
    return schema;
  }

  private Schema schema(AnnotatedType annotated, String description, LimitsReader limits) {
    Type type = annotated.getType();
    Class<?> raw = raw(type);
    if (raw == String.class) {
      return text(description, limits.oneOfText(), limits, null);
    } else if (raw == Duration.class) {
      return text(description, List.of(), limits, "duration");
    } else if (raw == Instant.class) {
      return text(description, List.of(), limits, "date-time");
    } else if (raw.isEnum()) {
      List<String> allowed =
          Arrays.stream(raw.getEnumConstants()).map(c -> WireNames.of((Enum<?>) c)).toList();
      return text(description, allowed, limits, null);
    } else if (raw == int.class || raw == Integer.class) {
      return integer(description, limits, "int32");
    } else if (raw == long.class || raw == Long.class) {
      return integer(description, limits, "int64");
    } else if (raw == double.class || raw == Double.class) {
      return new Schema.Num(description);
    } else if (raw == boolean.class || raw == Boolean.class) {
      return new Schema.Bool(description);
    } else if (raw == IntOrString.class) {
      return new Schema.IntOrText(description);
    } else if (JsonNode.class.isAssignableFrom(raw)) {
      return new Schema.Any(description);
    } else if (raw == List.class) {
      return new Schema.Arr(
          description,
          schema(argument(annotated, 0), ""),
          limits.minItems(),
          limits.maxItems(),
          limits.listKeys());
    } else if (raw == Map.class && raw(argument(annotated, 0).getType()) == String.class) {
      return new Schema.Dict(description, schema(argument(annotated, 1), ""));
    } else if (raw.isRecord()) {
      return object(raw.asSubclass(Record.class), description);
    }
    throw new IllegalArgumentException(type.getTypeName() + " has no JSON form");
  }

  private static Schema.Text text(
      String description, List<String> allowed, LimitsReader limits, @Nullable String format) {
    return new Schema.Text(
        description,
        allowed,
        limits.format(format),
        limits.minLength(),
        limits.maxLength(),
        limits.pattern());
  }

  private static Schema.Int integer(String description, LimitsReader limits, String format) {
    return new Schema.Int(
        description, limits.format(format), limits.minimum(), limits.maximum(), limits.oneOf());
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> raw) {
      return raw;
    }
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    throw new IllegalArgumentException(type.getTypeName() + " has no JSON form");
  }

  private static AnnotatedType argument(AnnotatedType type, int index) {
    return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
  }

  private static @Nullable String example(RecordComponent component) {
    Doc doc = component.getAnnotation(Doc.class);
    if (doc == null || doc.example().isEmpty()) {
      return null;
    }
    Defaults.parse(doc.example());
    return doc.example();
  }

  private static String doc(AnnotatedElement element) {
    Doc doc = element.getAnnotation(Doc.class);
    return doc == null ? "" : doc.value();
  }
}
