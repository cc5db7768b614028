package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.IntOrString;
import io.kuma.model.json.ContainerBinding.ListBinding;
import io.kuma.model.json.ContainerBinding.MapBinding;
import io.kuma.model.schema.Limits;
import io.kuma.model.schema.WireNames;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the bindings of one dialect from Java types, once for each record. Thread-safe. */
final class Bindings {
  private final Dialect dialect;
  private final Map<Class<?>, RecordBinding> records = new ConcurrentHashMap<>();

  Bindings(Dialect dialect) {
    this.dialect = dialect;
  }

  RecordBinding of(Class<?> record) {
    RecordBinding known = records.get(record);
    if (known == null) {
      // Not computeIfAbsent: making one binding makes those of nested records.
      known = make(record);
      records.put(record, known);
    }
    return known;
  }

  private RecordBinding make(Class<?> record) {
    RecordComponent[] parts = record.getRecordComponents();
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    List<RecordBinding.Component> components = new ArrayList<>();
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      // Records of other packages need not be public.
      constructor.setAccessible(true);
      for (RecordComponent part : parts) {
        components.add(component(part));
      }
      return new RecordBinding(constructor, components, dialect);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("every record has its canonical constructor", e);
    }
  }

  private RecordBinding.Component component(RecordComponent part) {
    AnnotatedType type = part.getAnnotatedType();
    boolean nullable = type.isAnnotationPresent(Nullable.class);
    Binding binding = of(type);
    boolean hasZero = part.getType().isPrimitive() || (dialect == Dialect.FLAT && !nullable);
    Method accessor = part.getAccessor();
    accessor.setAccessible(true);
    return new RecordBinding.Component(
        names(WireNames.of(part)), accessor, binding, nullable, hasZero ? binding.zero() : null);
  }

  /** proto3 JSON takes a field's name in the .proto file for its JSON name. */
  private List<String> names(String wireName) {
    String original = wireName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    return dialect == Dialect.FLAT && !original.equals(wireName)
        ? List.of(wireName, original)
        : List.of(wireName);
  }

  private Binding of(AnnotatedType annotated) {
    Type type = annotated.getType();
    if (type instanceof ParameterizedType parameterized
        && annotated instanceof AnnotatedParameterizedType list) {
      AnnotatedType[] arguments = list.getAnnotatedActualTypeArguments();
      if (parameterized.getRawType() == List.class) {
        return new ListBinding(of(arguments[0]));
      }
      if (parameterized.getRawType() == Map.class && arguments[0].getType() == String.class) {
        return new MapBinding(of(arguments[1]));
      }
    } else if (type instanceof Class<?> plain) {
      Limits limits = annotated.getAnnotation(Limits.class);
      Binding binding = ofClass(plain);
      // What a flat type may be is checked here; spec types have the shape check for it.
      return limits == null || dialect == Dialect.SPEC
          ? binding
          : new LimitedBinding(binding, limits);
    }
    throw new IllegalArgumentException(type.getTypeName() + " has no JSON form");
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Binding ofClass(Class<?> type) {
    if (type == String.class) {
      return ScalarBinding.TEXT;
    } else if (type == boolean.class || type == Boolean.class) {
      return ScalarBinding.BOOL;
    } else if (type == int.class || type == Integer.class) {
      return ScalarBinding.int32(dialect);
    } else if (type == long.class || type == Long.class) {
      return ScalarBinding.int64(dialect);
    } else if (type == double.class || type == Double.class) {
      return ScalarBinding.float64(dialect);
    } else if (type == Duration.class) {
      return ScalarBinding.duration(dialect);
    } else if (type == Instant.class) {
      return ScalarBinding.TIME;
    } else if (type == IntOrString.class) {
      return ScalarBinding.INT_OR_TEXT;
    } else if (JsonNode.class.isAssignableFrom(type)) {
      return ScalarBinding.ANY;
    } else if (type.isEnum()) {
      return ScalarBinding.oneOf((Class) type, dialect);
    } else if (type.isRecord()) {
      return of(type);
    }
    throw new IllegalArgumentException(type.getName() + " has no JSON form");
  }
}
