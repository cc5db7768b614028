package io.kuma.promsd;

import java.io.Serial;

/** Why kuma-prometheus-sd cannot start, as a sentence for whoever called it. */
final class Failure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Failure(String sentence) {
    super(sentence);
  }

  Failure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
