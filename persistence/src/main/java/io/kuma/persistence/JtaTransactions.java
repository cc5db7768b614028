package io.kuma.persistence;

import io.kuma.core.manager.Transactions;
import io.kuma.core.store.StoreUnavailable;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.function.Supplier;

/** {@link Transactions} that are the container's. */
public final class JtaTransactions implements Transactions {
  private final UserTransaction transaction;
  private final WriteGate gate;

  /**
   * @param gate is told of commits that the disk did not take
   */
  public JtaTransactions(UserTransaction transaction, WriteGate gate) {
    this.transaction = transaction;
    this.gate = gate;
  }

  @Override
  public <T> T required(Supplier<T> work) {
    try {
      return transaction.getStatus() == Status.STATUS_NO_TRANSACTION
          ? inNew(work)
          : inRunning(work);
    } catch (SystemException
        | NotSupportedException
        | RollbackException
        | HeuristicMixedException
        | HeuristicRollbackException e) {
      if (SqlState.isDiskFailure(e)) {
        gate.failed(e);
      }
      if (SqlState.isUnavailable(e)) {
        throw new StoreUnavailable(e);
      }
      throw new IllegalStateException("The transaction did not commit", e);
    }
  }

  private <T> T inNew(Supplier<T> work)
      throws SystemException,
          NotSupportedException,
          RollbackException,
          HeuristicMixedException,
          HeuristicRollbackException {
    transaction.begin();
    boolean done = false;
    T result;
    try {
      result = work.get();
      done = true;
    } finally {
      if (!done) {
        transaction.rollback();
      }
    }
    transaction.commit();
    return result;
  }

  /** Whoever began the transaction ends it, but not as if nothing had happened. */
  private <T> T inRunning(Supplier<T> work) throws SystemException {
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      if (!done) {
        transaction.setRollbackOnly();
      }
    }
  }
}
