package io.kuma.model.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a value may be, beyond its Java type. Stands at the type, so that items can have limits of
 * their own: {@code @Limits(maxItems = 16) List<@Limits(minLength = 1) String> names}.
 *
 * <p>A limit that does not fit the Java type (a pattern on a number) is refused when the schema is
 * read.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface Limits {
  /** A format that promises nothing: a whole number of any size. */
  String NO_FORMAT = "none";

  long minimum() default Long.MIN_VALUE;

  long maximum() default Long.MAX_VALUE;

  /** In characters. */
  int minLength() default -1;

  /** In characters. */
  int maxLength() default -1;

  int minItems() default -1;

  int maxItems() default -1;

  /** A regular expression that must be found in the text; anchor it to mean the whole text. */
  String pattern() default "";

  /** Instead of the format that the Java type implies; {@link #NO_FORMAT} for none. */
  String format() default "";

  /** The numbers that are allowed, for whole numbers that are not free. */
  long[] oneOf() default {};

  /** For strings that are not an enum in Java: the values that are allowed. */
  String[] oneOfText() default {};

  /** The fields that identify an item within the list (Kubernetes: a list of type map). */
  String[] listKeys() default {};
}
