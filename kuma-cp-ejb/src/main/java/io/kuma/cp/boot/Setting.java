package io.kuma.cp.boot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One setting of {@link CpSettings}: all that is known of it stands on the record component that
 * holds it.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface Setting {
  /** The name in the environment (contract 5). */
  String env();

  /** Another name that counts where the first is silent; empty for none. */
  String alias() default "";

  /** What counts where the environment is silent or empty, spelled as it would be there. */
  String value() default "";

  /** The least number. */
  int min() default 0;

  /** The greatest number. */
  int max() default Integer.MAX_VALUE;
}
