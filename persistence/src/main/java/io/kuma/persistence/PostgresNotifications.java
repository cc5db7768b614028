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
 * them as changes. When its connection was lost and there is another, it tells that there may have
 * been a gap.
 *
 * <p>The database says on the channel {@code resource_events} after each commit and for each row
 * {@code {"action": …, "data": {"mesh", "name", "type"}}} (contract 3.6).
 */
public final class PostgresNotifications implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresNotifications.class);

  /** After so much silence it is asked whether the other end is still there. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Changes changes;
  private final LastingConnection connection;
  private final ObjectMapper json = new ObjectMapper();
  private volatile boolean listening;

  /**
   * @param dataSource makes connections that nobody else uses and that have no time limit on reads
   * @param threads makes the one thread
   */
  public PostgresNotifications(DataSource dataSource, Changes changes, ThreadFactory threads) {
    this.changes = changes;
    connection = new LastingConnection(dataSource, threads, new Listener());
  }

  /** Begins to listen, in the background. Once. */
  public void start() {
    connection.start();
  }

  /** Whether commits are being heard. */
  public boolean isListening() {
    return listening;
  }

  /** Ends it. Waits a moment for the thread. */
  @Override
  public void close() {
    connection.close();
    listening = false;
  }

  private final class Listener implements LastingConnection.User {
    @Override
    public String purpose() {
      return "on which the database tells of changes";
    }

    @Override
    public void begin(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("listen resource_events");
      }
      listening = true;
      // Whatever was committed before is news.
      changes.publishGap();
    }

    @Override
    public void work(Connection connection) throws SQLException {
      PGNotification @Nullable [] notifications =
          connection.unwrap(PGConnection.class).getNotifications((int) SILENCE.toMillis());
      if (notifications == null || notifications.length == 0) {
        LastingConnection.ask(connection);
        return;
      }
      for (PGNotification notification : notifications) {
        hear(notification.getParameter());
      }
    }

    @Override
    public void end() {
      listening = false;
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
