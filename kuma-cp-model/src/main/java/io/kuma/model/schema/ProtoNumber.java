package io.kuma.model.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The number of an enum's constant in the .proto file, which proto3 JSON takes for its name. Needed
 * only after a gap; without it the number is one more than that of the constant before.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface ProtoNumber {
  int value();
}
