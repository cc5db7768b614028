package io.kuma.persistence;

import io.kuma.core.manager.Leadership;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of all control planes that share a PostgreSQL database, the one that has a lock there. The lock
 * belongs to a connection, and so it is free again as soon as its owner has stopped or died.
 *
 * <p>The others ask for it again and again: a statement that waits for a lock would keep the
 * database from cleaning up for as long as it waits.
 */
public final class PostgresLeadership implements Leadership, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresLeadership.class);

  /** How often the others ask, and the leader looks whether it still is. */
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Two numbers that nobody else is likely to lock: "kuma", and the first lock of ours. */
  private static final String LOCK = "select pg_try_advisory_lock(1802857825, 1)";

  /** A lock that several may hold, kept by each while it is connected; two names may share one. */
  private static final String ENTER = "select pg_advisory_lock_shared(1802857826, %d)";

  private static final String PRESENT =
      "select objid::bigint from pg_locks where locktype = 'advisory' and classid = 1802857826 and"
          + " database = (select oid from pg_database where datname = current_database())";

  private final Duration interval;
  private final LastingConnection connection;
  private final List<Runnable> toDo = new CopyOnWriteArrayList<>();
  private volatile boolean leader;
  private volatile OptionalInt own = OptionalInt.empty();
  private volatile @Nullable Set<Integer> present;

  /**
   * @param dataSource makes connections that nobody else uses
   * @param threads makes the one thread, on which work is done whose time has come
   */
  public PostgresLeadership(DataSource dataSource, ThreadFactory threads) {
    this(dataSource, threads, INTERVAL);
  }

  PostgresLeadership(DataSource dataSource, ThreadFactory threads, Duration interval) {
    this.interval = interval;
    connection = new LastingConnection(dataSource, threads, new Election());
  }

  /** Begins to ask, in the background. Once. */
  public void start() {
    connection.start();
  }

  @Override
  public boolean isLeader() {
    return leader;
  }

  @Override
  public void onElected(Runnable work) {
    toDo.add(work);
  }

  @Override
  public void enter(String instance) {
    own = OptionalInt.of(instance.hashCode());
  }

  @Override
  public boolean isPresent(String instance) {
    Set<Integer> known = present;
    return known == null || known.contains(instance.hashCode());
  }

  /** Leaves it to others. */
  @Override
  public void close() {
    connection.close();
    leader = false;
  }

  private final class Election implements LastingConnection.User {
    @Override
    public String purpose() {
      return "that decides which control plane writes statuses and insights";
    }

    /** A leader whose machine has vanished must not stay the leader until TCP gives up. */
    @Override
    public void begin(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5;"
                + " set tcp_keepalives_count = 3");
        if (own.isPresent()) {
          statement.execute(ENTER.formatted(own.getAsInt()));
        }
      }
    }

    @Override
    public void work(Connection connection) throws SQLException, InterruptedException {
      if (leader) {
        LastingConnection.ask(connection);
      } else if (lock(connection)) {
        leader = true;
        LOG.info("this control plane writes statuses and insights from now on");
        toDo.forEach(Runnable::run);
      }
      present = leader ? whoIsPresent(connection) : null;
      Thread.sleep(interval.toMillis());
    }

    @Override
    public void end() {
      leader = false;
      present = null;
    }

    private Set<Integer> whoIsPresent(Connection connection) throws SQLException {
      Set<Integer> found = new HashSet<>();
      try (Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery(PRESENT)) {
        while (answer.next()) {
          found.add((int) answer.getLong(1));
        }
      }
      return Set.copyOf(found);
    }

    private boolean lock(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery(LOCK)) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }
}
