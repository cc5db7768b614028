package io.kuma.core.token;

/** Why a token is not accepted, in words that are fit for its bearer. */
public final class TokenRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public TokenRefused(String message) {
    super(message, null, false, false);
  }
}
