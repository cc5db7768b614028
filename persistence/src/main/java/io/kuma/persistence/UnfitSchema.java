package io.kuma.persistence;

/**
 * A database that the store cannot work with as it is. The message is a sentence for whoever
 * operates it, and says what to do.
 */
public final class UnfitSchema extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitSchema(String sentence) {
    super(sentence);
  }
}
