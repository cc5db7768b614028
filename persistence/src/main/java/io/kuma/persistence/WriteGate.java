package io.kuma.persistence;

import io.kuma.core.store.StoreUnavailable;

/** Whether the database may be written to. Thread-safe. */
public interface WriteGate {
  /** A database that looks after itself. */
  WriteGate OPEN =
      new WriteGate() {
        @Override
        public void check() {}

        @Override
        public void failed(Throwable why) {}
      };

  /**
   * To be asked before every write.
   *
   * @throws StoreUnavailable if it may not; the message says why, and is fit for users
   */
  void check();

  /** Something could not be written to the disk. */
  void failed(Throwable why);
}
