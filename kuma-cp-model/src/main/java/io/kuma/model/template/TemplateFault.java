package io.kuma.model.template;

/** A template that cannot be parsed, or not be rendered with the data it got. */
public final class TemplateFault extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  TemplateFault(String message) {
    super(message);
  }

  /** The fault in Go's words, {@code template: :1: function "x" not defined}. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
