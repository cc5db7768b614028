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

  /** What becomes of two values. */
  enum Mode {
    /** The later one stands. */
    REPLACE,
    /** The items of the earlier one, then those of the later one. */
    APPEND,
    /**
     * Not one conf but one for each value of the list, each made of the confs that have the value.
     */
    SPLIT,
    /**
     * Items with an equal key are merged into one. The items of the later conf come first, in their
     * order; within one conf the first of several equal keys is the strongest.
     */
    BY_KEY
  }
}
