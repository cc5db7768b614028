package io.kuma.core.admin;

/** An Envoy could not be asked, or has not answered as it should. The message is for users. */
public final class EnvoyAdminFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EnvoyAdminFailure(String message) {
    super(message);
  }

  EnvoyAdminFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
