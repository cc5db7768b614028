package io.kuma.persistence;

import io.kuma.core.event.AfterCommit;
import io.kuma.core.event.Change;
import io.kuma.core.event.Changes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Announces changes when the container's transaction has committed. */
public final class JtaAfterCommit implements AfterCommit {
  private final TransactionSynchronizationRegistry registry;
  private final Changes changes;

  public JtaAfterCommit(TransactionSynchronizationRegistry registry, Changes changes) {
    this.registry = registry;
    this.changes = changes;
  }

  @Override
  public void publish(Collection<Change> committing) {
    if (registry.getTransactionKey() == null) {
      changes.publish(committing);
      return;
    }
    // The registry keeps what belongs to the transaction, under this object as its name.
    if (registry.getResource(this) instanceof Pending pending) {
      pending.changes.addAll(committing);
      return;
    }
    Pending pending = new Pending();
    pending.changes.addAll(committing);
    registry.putResource(this, pending);
    registry.registerInterposedSynchronization(pending);
  }

  private final class Pending implements Synchronization {
    private final Set<Change> changes = new LinkedHashSet<>();

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        JtaAfterCommit.this.changes.publish(changes);
      }
    }
  }
}
