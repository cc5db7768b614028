package io.kuma.model.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the values of a list field combine when confs of several policies are merged (contract
 * section 10.5). Without it the later value replaces the earlier one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Merge {
  Mode value();

  /** For {@link Mode#BY_KEY}: the field of an item that identifies it. */
  String key() default "";

  enum Mode {
    REPLACE,
    APPEND,
    BY_KEY
  }
}
