package io.kuma.model.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How Java names are spelled on the wire: as in Java, unless {@link JsonProperty} says else. */
public final class WireNames {
  private WireNames() {}

  /** The JSON field of a record component. */
  public static String of(RecordComponent component) {
    // JsonProperty cannot target record components; the compiler copies it to the accessor.
    return renamed(component.getAccessor().getAnnotation(JsonProperty.class), component.getName());
  }

  /** The JSON string of an enum constant. */
  public static String of(Enum<?> constant) {
    return renamed(field(constant).getAnnotation(JsonProperty.class), constant.name());
  }

  /** The numbers of an enum's constants in the .proto file, in the order of the constants. */
  public static List<Integer> numbers(List<? extends Enum<?>> constants) {
    List<Integer> numbers = new ArrayList<>();
    int next = 0;
    for (Enum<?> constant : constants) {
      ProtoNumber given = field(constant).getAnnotation(ProtoNumber.class);
      int number = given == null ? next : given.value();
      numbers.add(number);
      next = number + 1;
    }
    return List.copyOf(numbers);
  }

  private static Field field(Enum<?> constant) {
    try {
      return constant.getDeclaringClass().getField(constant.name());
    } catch (NoSuchFieldException e) {
      throw new AssertionError("every constant is a public field of its enum", e);
    }
  }

  private static String renamed(@Nullable JsonProperty property, String javaName) {
    return property == null || property.value().isEmpty() ? javaName : property.value();
  }
}
