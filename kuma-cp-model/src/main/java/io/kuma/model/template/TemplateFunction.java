package io.kuma.model.template;

/** A function of one text that templates may call. */
@FunctionalInterface
public interface TemplateFunction {
  /**
   * The value of a call.
   *
   * @throws IllegalArgumentException if there is none, with a message fit for users
   */
  String call(String argument);
}
