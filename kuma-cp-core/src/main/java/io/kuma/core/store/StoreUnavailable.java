package io.kuma.core.store;

/**
 * The store cannot be reached at present. Nothing is known of what was being done; it can be tried
 * again. Not a {@link io.kuma.model.Failure}: nobody has asked for anything wrong.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(Throwable cause) {
    super("The store cannot be reached", cause);
  }
}
