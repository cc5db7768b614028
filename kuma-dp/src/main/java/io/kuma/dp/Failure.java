package io.kuma.dp;

import java.io.Serial;

/**
 * Why kuma-dp cannot go on, as a sentence for whoever started it; ends the process with status 1.
 */
public final class Failure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public Failure(String sentence) {
    super(sentence);
  }

  public Failure(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** What to tell the user. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
