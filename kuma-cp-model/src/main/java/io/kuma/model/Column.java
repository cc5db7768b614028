package io.kuma.model;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A column that tables of a type have beside its name. */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Column {
  String name();

  /**
   * Where the value stands, from the root of the Kubernetes object, with dots: {@code
   * spec.targetRef.kind}. A dot that is part of a key is written {@code \.}, as JSONPath wants it.
   */
  String path();

  /** What it shows; empty if the name says it. */
  String description() default "";

  /** Shown always if it is 0, and only in wide tables if it is more. */
  int priority() default 0;
}
