package io.kuma.persistence;

import io.kuma.core.event.AfterCommit;
import io.kuma.core.event.Change;
import io.kuma.core.event.Changes;
import io.kuma.core.manager.Transactions;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.model.json.JacksonResourceCodec;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceException;
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
 * What a container does for the store, done for a database without one: data source, sessions,
 * transactions.
 */
final class LocalDatabase implements Transactions, AfterCommit, AutoCloseable {
  private final Changes changes;
  private final JdbcConnectionPool pool;
  private final Database database;
  private final EntityManagerFactory factory;
  private final ConcurrentMap<Thread, Session> sessions = new ConcurrentHashMap<>();

  /** H2 in a file. */
  LocalDatabase(Path file, Changes changes) {
    this(
        JdbcConnectionPool.create("jdbc:h2:file:" + file + ";LOCK_TIMEOUT=20000", "sa", "sa"),
        changes);
  }

  /** Any database; the pool is closed with this. H2's pools any driver's connections. */
  LocalDatabase(JdbcConnectionPool pool, Changes changes) {
    this.changes = changes;
    this.pool = pool;
    pool.setMaxConnections(120);
    Migrations migrations = new Migrations(pool, false);
    migrations.run();
    database = migrations.database();
    factory =
        Persistence.createEntityManagerFactory(
            "kuma-local", Map.of("jakarta.persistence.nonJtaDataSource", pool));
  }

  JpaResourceStore store(Clock clock) {
    return new JpaResourceStore(
        database,
        this::entityManager,
        this,
        this,
        WriteGate.OPEN,
        new JacksonResourceCodec(),
        clock);
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
    try {
      return inNew(transaction, work);
    } catch (PersistenceException e) {
      // As a container does, which makes others of what has failed.
      session().manager().close();
      sessions.remove(Thread.currentThread());
      throw SqlState.isUnavailable(e) ? new StoreUnavailable(e) : e;
    }
  }

  private <T> T inNew(EntityTransaction transaction, Supplier<T> work) {
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
