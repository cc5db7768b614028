package io.kuma.model.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value that an absent field gets when a resource comes in, before its record is made.
 *
 * <p>The component must be {@code @Nullable}: trees that were never checked (merged confs, stored
 * resources of an older release) may still lack it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Default {
  /** JSON text: {@code "tcp"} with its quotes, {@code 302}, {@code true}. */
  String value();
}
