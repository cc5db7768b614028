package io.kuma.persistence;

import io.kuma.core.event.AfterCommit;
import io.kuma.core.event.Change;
import io.kuma.core.event.Changes;
import io.kuma.core.manager.Transactions;
import io.kuma.model.json.JacksonResourceCodec;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * What a container does for the store, done for a database file without one: data source, sessions,
 * transactions.
 */
final class LocalDatabase implements Transactions, AfterCommit, AutoCloseable {
  private final Changes changes;
  private final JdbcConnectionPool pool;
  private final EntityManagerFactory factory;
  private final ConcurrentMap<Thread, Session> sessions = new ConcurrentHashMap<>();

  LocalDatabase(Path file, Changes changes) {
    this.changes = changes;
    pool = JdbcConnectionPool.create("jdbc:h2:file:" + file + ";LOCK_TIMEOUT=20000", "sa", "sa");
    pool.setMaxConnections(120);
    new Migrations(pool).run();
    factory =
        Persistence.createEntityManagerFactory(
            "kuma-local", Map.of("jakarta.persistence.nonJtaDataSource", pool));
  }

  JpaResourceStore store(Clock clock) {
    return new JpaResourceStore(this::entityManager, this, this, new JacksonResourceCodec(), clock);
  }

  JdbcConnectionPool dataSource() {
    return pool;
  }

  private EntityManager entityManager() {
    return session().manager();
  }

  private Session session() {
    return sessions.computeIfAbsent(
        Thread.currentThread(),
        thread -> new Session(factory.createEntityManager(), new LinkedHashSet<>()));
  }

  @Override
  public <T> T required(Supplier<T> work) {
    EntityTransaction transaction = entityManager().getTransaction();
    if (transaction.isActive()) {
      return work.get();
    }
    transaction.begin();
    Set<Change> made = session().pending();
    made.clear();
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
    changes.publish(made);
    return result;
  }

  @Override
  public void publish(Collection<Change> committing) {
    session().pending().addAll(committing);
  }

  @Override
  public void close() {
    sessions.values().forEach(session -> session.manager().close());
    factory.close();
    pool.dispose();
  }

  /** What belongs to one thread. */
  private record Session(EntityManager manager, Set<Change> pending) {}
}
