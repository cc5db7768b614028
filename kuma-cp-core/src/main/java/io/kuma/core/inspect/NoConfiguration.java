package io.kuma.core.inspect;

/** A proxy has no configuration that Envoy would take: its policies ask for what cannot be. */
public final class NoConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason fit for users: which resource, which field, and what is wrong
   */
  public NoConfiguration(String reason) {
    super(reason, null, false, false);
  }
}
