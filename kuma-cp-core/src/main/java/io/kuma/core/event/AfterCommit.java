package io.kuma.core.event;

import java.util.Collection;

/**
 * Holds changes back until the transaction that made them has committed; drops them if it rolls
 * back.
 */
@FunctionalInterface
public interface AfterCommit {
  /**
   * Publishes at once if no transaction is running. A key that is announced twice in a transaction
   * is told once.
   */
  void publish(Collection<Change> changes);
}
