package io.kuma.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.ResourceException;
import jakarta.transaction.RollbackException;
import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** As the server wraps what databases say. */
class SqlStateTest {
  private static RollbackException notCommitted(Throwable why) {
    RollbackException failure = new RollbackException("could not commit");
    failure.addSuppressed(new IllegalStateException(new ResourceException("SQLException", why)));
    return failure;
  }

  @Test
  void aFullDiskIsNoFaultOfTheWriter() {
    SQLException h2 =
        new SQLException("General error", "HY000", new IOException("No space left on device"));
    assertThat(SqlState.isUnavailable(notCommitted(h2))).isTrue();
    assertThat(SqlState.isDiskFailure(notCommitted(h2))).isTrue();
    assertThat(SqlState.isUnavailable(notCommitted(new SQLException("disk full", "53100"))))
        .isTrue();
    assertThat(SqlState.isUnavailable(new RuntimeException(new SQLException("closed", "90098"))))
        .isTrue();
  }

  @Test
  void aPoolWithoutConnectionsHasNoState() {
    assertThat(SqlState.isUnavailable(new SQLException(new ResourceException("none is free"))))
        .isTrue();
  }

  @Test
  void whatAWriterDidIsItsOwn() {
    assertThat(SqlState.isUnavailable(notCommitted(new SQLException("two of them", "23505"))))
        .isFalse();
    assertThat(SqlState.isUnavailable(new IllegalStateException("a bug"))).isFalse();
    assertThat(
            SqlState.isDiskFailure(
                new SQLException("lost", "08006", new SocketException("Broken pipe"))))
        .as("a network")
        .isFalse();
  }
}
