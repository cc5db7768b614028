package io.kuma.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a type or a field is for; becomes the description in OpenAPI, CRDs and the reference. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Doc {
  String value();

  /** A value that a field may have, as JSON text: a string with its quotes; empty for none. */
  String example() default "";
}
