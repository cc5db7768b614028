package io.kuma.core.store;

/**
 * The store cannot be reached at present. Nothing is known of what was being done; it can be tried
 * again. Not a {@link io.kuma.model.Failure}: nobody has asked for anything wrong.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean explained;

  public StoreUnavailable(Throwable cause) {
    super("The store cannot be reached", cause);
    explained = false;
  }

  /**
   * @param explanation whole sentences, fit for users
   */
  public StoreUnavailable(String explanation) {
    super(explanation);
    explained = true;
  }

  /** Whether the message is all that a user needs to know. */
  public boolean isExplained() {
    return explained;
  }
}
