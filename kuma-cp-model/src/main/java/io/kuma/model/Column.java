package io.kuma.model;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A column that tables of a type have beside its name. */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Column {
  String name();

  /** Where the value stands, from the resource's root, with dots: {@code spec.targetRef.kind}. */
  String path();
}
