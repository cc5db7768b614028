package io.kuma.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.ats.internal.jta.transaction.arjunacore.UserTransactionImple;
import io.kuma.core.event.Change;
import io.kuma.core.event.Changes;
import io.kuma.model.ResourceKey;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the transaction manager that the server brings, but no database. */
class JtaTransactionsTest {
  private static final Change ONE = new Change(new ResourceKey("Book", "m", "one"));
  private static final Change TWO = new Change(new ResourceKey("Book", "m", "two"));

  private final UserTransaction transaction = new UserTransactionImple();
  private final JtaTransactions transactions = new JtaTransactions(transaction, WriteGate.OPEN);
  private final Changes changes = new Changes();
  private final JtaAfterCommit afterCommit =
      new JtaAfterCommit(new TransactionSynchronizationRegistryImple(), changes);
  private final List<Change> announced = new ArrayList<>();

  @BeforeEach
  void listen() {
    changes.subscribe(announced::add);
  }

  @AfterEach
  void leavesNoTransaction() throws SystemException {
    assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
  }

  @Test
  void announcesOnceAndAfterTheCommit() {
    String result =
        transactions.required(
            () -> {
              afterCommit.publish(List.of(ONE));
              afterCommit.publish(List.of(TWO, ONE));
              assertThat(announced).isEmpty();
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(announced).containsExactly(ONE, TWO);
  }

  @Test
  void announcesAtOnceWithoutATransaction() {
    afterCommit.publish(List.of(ONE));

    assertThat(announced).containsExactly(ONE);
  }

  @Test
  void rollsBackAndPassesTheExceptionOn() {
    IllegalStateException failure = new IllegalStateException("on purpose");

    assertThatThrownBy(
            () ->
                transactions.required(
                    () -> {
                      afterCommit.publish(List.of(ONE));
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(announced).isEmpty();
  }

  @Test
  void joinsTheRunningTransaction() {
    transactions.required(
        () -> {
          transactions.required(
              () -> {
                afterCommit.publish(List.of(ONE));
                return "inner";
              });
          assertThat(announced).isEmpty();
          return "outer";
        });

    assertThat(announced).containsExactly(ONE);
  }

  @Test
  void doesNotCommitWhenAnInnerPartFailed() {
    assertThatThrownBy(
            () ->
                transactions.required(
                    () -> {
                      afterCommit.publish(List.of(ONE));
                      assertThatThrownBy(
                              () ->
                                  transactions.required(
                                      () -> {
                                        throw new IllegalArgumentException("inner");
                                      }))
                          .isInstanceOf(IllegalArgumentException.class);
                      return "outer";
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(announced).isEmpty();
  }
}
