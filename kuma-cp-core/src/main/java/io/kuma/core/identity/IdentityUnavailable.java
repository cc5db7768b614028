package io.kuma.core.identity;

/**
 * A proxy is to have an identity that cannot be made for it. It must not go without. The message is
 * fit for users.
 */
public final class IdentityUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IdentityUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
