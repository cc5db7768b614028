package io.kuma.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection beside the pool that somebody keeps for as long as the process lives. When it is
 * lost another one is made, after pauses that become longer. A thread of its own does all of it.
 */
final class LastingConnection implements AutoCloseable {
  /** How long the other end may take to show that it is there. */
  static final int ANSWER_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(LastingConnection.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final DataSource dataSource;
  private final User user;
  private final Thread thread;

  private volatile boolean closed;
  private volatile @Nullable Connection current;
  private Duration pause = FIRST_PAUSE;
  private boolean told;

  /** Who keeps it. Is only called on the one thread. */
  interface User {

    /** What it is kept for, to complete the sentence "There is no connection …". */
    String purpose();

    /** Prepares a new connection. */
    void begin(Connection connection) throws SQLException;

    /** Does a bit of work, or waits for some; called again and again. */
    void work(Connection connection) throws SQLException, InterruptedException;

    /** The connection is gone, or was never had. */
    void end();
  }

  /**
   * @param dataSource makes connections that nobody else uses and that have no time limit on reads
   * @param threads makes the one thread
   */
  LastingConnection(DataSource dataSource, ThreadFactory threads, User user) {
    this.dataSource = dataSource;
    this.user = user;
    thread = threads.newThread(this::run);
  }

  /** Connects, in the background. Once. */
  void start() {
    thread.start();
  }

  /** Ends it. Waits a moment for the thread. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Connection connection = current;
    try {
      if (connection != null) {
        // A reader does not notice an interrupt.
        connection.abort(Runnable::run);
      }
      thread.join(Duration.ofSeconds(ANSWER_SECONDS).toMillis());
    } catch (SQLException e) {
      LOG.debug("The connection was gone already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks whether the other end is still there.
   *
   * @throws SQLException if it is not
   */
  static void ask(Connection connection) throws SQLException {
    if (!connection.isValid(ANSWER_SECONDS)) {
      throw new SQLException("the database does not answer");
    }
  }

  private void run() {
    try {
      while (!closed) {
        useOnce();
        if (!closed) {
          Thread.sleep(pause.toMillis());
          Duration next = pause.multipliedBy(2);
          pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until it is lost. */
  private void useOnce() throws InterruptedException {
    try (Connection connection = dataSource.getConnection()) {
      current = connection;
      user.begin(connection);
      told = false;
      pause = FIRST_PAUSE;
      while (!closed) {
        user.work(connection);
      }
    } catch (SQLException e) {
      if (!closed) {
        tell(e);
      }
    } catch (RuntimeException e) {
      LOG.error("The connection {} could not be used, connecting again", user.purpose(), e);
    } finally {
      current = null;
      user.end();
    }
  }

  /** The first of an outage; the others differ in nothing. */
  private void tell(SQLException e) {
    if (told) {
      LOG.debug("The connection {} cannot be had yet", user.purpose(), e);
    } else {
      LOG.warn("There is no connection {}, trying again: {}", user.purpose(), e.toString());
      told = true;
    }
  }
}
