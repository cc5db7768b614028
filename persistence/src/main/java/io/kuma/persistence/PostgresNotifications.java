package io.kuma.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kuma.core.event.Change;
import io.kuma.core.event.Changes;
import io.kuma.model.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of commits of every process that shares a PostgreSQL database, this one's too, and tells
 * them as changes. Has a connection of its own; when that is lost it makes another and tells that
 * there may have been a gap.
 *
 * <p>The database says on the channel {@code resource_events} after each commit and for each row
 * {@code {"action": …, "data": {"mesh", "name", "type"}}} (contract 3.6).
 */
public final class PostgresNotifications implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresNotifications.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** After so much silence it is asked whether the other end is still there. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final int ANSWER_SECONDS = 5;

  private final DataSource dataSource;
  private final Changes changes;
  private final Thread thread;
  private final ObjectMapper json = new ObjectMapper();

  private volatile boolean closed;
  private volatile @Nullable Connection listening;
  private Duration pause = FIRST_PAUSE;

  /**
   * @param dataSource makes connections that nobody else uses and that have no time limit on reads
   * @param threads makes the one thread
   */
  public PostgresNotifications(DataSource dataSource, Changes changes, ThreadFactory threads) {
    this.dataSource = dataSource;
    this.changes = changes;
    this.thread = threads.newThread(this::run);
  }

  /** Begins to listen, in the background. Once. */
  public void start() {
    thread.start();
  }

  /** Whether commits are being heard. */
  public boolean isListening() {
    return listening != null;
  }

  /** Ends it. Waits a moment for the thread. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Connection connection = listening;
    try {
      if (connection != null) {
        // A reader does not notice an interrupt.
        connection.abort(Runnable::run);
      }
      thread.join(Duration.ofSeconds(ANSWER_SECONDS).toMillis());
    } catch (SQLException e) {
      log.debug("The listening connection was gone already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        listenOnce();
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

  /** Listens until the connection is lost. */
  private void listenOnce() {
    try (Connection connection = dataSource.getConnection()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("listen resource_events");
      }
      listening = connection;
      pause = FIRST_PAUSE;
      log.debug("Listening for changes of the database");
      // Whatever was committed before is news.
      changes.publishGap();
      PGConnection notified = connection.unwrap(PGConnection.class);
      while (!closed) {
        hear(connection, notified.getNotifications((int) SILENCE.toMillis()));
      }
    } catch (SQLException e) {
      if (!closed) {
        tellLoss(e);
      }
    } finally {
      listening = null;
    }
  }

  private void tellLoss(SQLException e) {
    // The first of an outage; the others differ in nothing.
    if (listening != null) {
      log.warn("The database cannot tell of changes any more, connecting again: {}", e.toString());
    } else {
      log.debug("The database cannot tell of changes yet", e);
    }
  }

  private void hear(Connection connection, PGNotification @Nullable [] notifications)
      throws SQLException {
    if (notifications == null || notifications.length == 0) {
      if (!connection.isValid(ANSWER_SECONDS)) {
        throw new SQLException("the database does not answer");
      }
      return;
    }
    for (PGNotification notification : notifications) {
      hear(notification.getParameter());
    }
  }

  private void hear(String payload) {
    try {
      JsonNode data = json.readTree(payload).path("data");
      if (data.path("type").isTextual() && data.path("name").isTextual()) {
        ResourceKey key =
            new ResourceKey(
                data.path("type").textValue(),
                data.path("mesh").asText(""),
                data.path("name").textValue());
        changes.publish(List.of(new Change(key)));
        return;
      }
    } catch (JsonProcessingException e) {
      log.debug("Not JSON", e);
    }
    log.warn("The database told of a change in a form that is not known; looking at everything");
    changes.publishGap();
  }
}
