package io.kuma.core.manager;

import java.util.function.Supplier;

/** Runs work in a transaction: the container's in the server, none for a store in memory. */
@FunctionalInterface
public interface Transactions {
  /**
   * Runs {@code work} in the running transaction, or in a new one that is committed when it returns
   * and rolled back when it throws. Exceptions come out as they were thrown.
   */
  <T> T required(Supplier<T> work);

  /** For stores without transactions. */
  static Transactions none() {
    return new Transactions() {
      @Override
      public <T> T required(Supplier<T> work) {
        return work.get();
      }
    };
  }
}
