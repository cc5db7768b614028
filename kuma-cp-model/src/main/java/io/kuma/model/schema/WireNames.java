package io.kuma.model.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
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
    try {
      return renamed(
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class),
          constant.name());
    } catch (NoSuchFieldException e) {
      throw new AssertionError("every constant is a public field of its enum", e);
    }
  }

  private static String renamed(@Nullable JsonProperty property, String javaName) {
    return property == null || property.value().isEmpty() ? javaName : property.value();
  }
}
