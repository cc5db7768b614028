package io.kuma.persistence;

import io.kuma.core.event.AfterCommit;
import io.kuma.core.event.Change;
import io.kuma.core.manager.Transactions;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.core.store.ResourceStore;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.core.store.UnreadableResource;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.json.ResourceCodec;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link ResourceStore} over a database. Several control planes may share it: versions are
 * compared by the statement that writes, and keys and owners are held by the database's
 * constraints.
 */
public final class JpaResourceStore implements ResourceStore {
  private static final Logger log = LoggerFactory.getLogger(JpaResourceStore.class);

  private static final String ROW =
      "select new io.kuma.persistence.ResourceRow(r.name, r.mesh, r.type, r.version, r.spec,"
          + " r.creationTime, r.modificationTime, r.labels, r.status) from StoredResource r";
  private static final String KEY = " where r.name = :name and r.mesh = :mesh and r.type = :type";

  private final Database database;
  private final Supplier<EntityManager> entityManager;
  private final Transactions transactions;
  private final AfterCommit afterCommit;
  private final WriteGate gate;
  private final ResourceRows rows;
  private final Clock clock;
  // Of rows that cannot be read, so that each is complained about once.
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  /**
   * Makes a store; the schema must be there (see {@link Migrations}).
   *
   * @param database of which kind the database is
   * @param entityManager the one of the running transaction, or one that works without
   * @param transactions runs writes whose caller has no transaction
   * @param afterCommit learns of every write
   * @param gate is asked before every write
   * @param clock tells creation and modification times
   */
  public JpaResourceStore(
      Database database,
      Supplier<EntityManager> entityManager,
      Transactions transactions,
      AfterCommit afterCommit,
      WriteGate gate,
      ResourceCodec codec,
      Clock clock) {
    this.database = database;
    this.entityManager = entityManager;
    this.transactions = transactions;
    this.afterCommit = afterCommit;
    this.gate = gate;
    this.rows = new ResourceRows(codec);
    this.clock = clock;
  }

  @Override
  public <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, @Nullable ResourceKey owner) {
    ResourceKey key = resource.key();
    return write(
        () -> {
          if (owner != null && !exists(owner)) {
            throw new NotFound(owner);
          }
          Instant now = now();
          Resource<S> stored =
              resource.withMeta(new Meta(key, resource.meta().labels(), 1, now, now));
          insert(key, new StoredResource(rows.toRow(type, stored), toKey(owner)), owner);
          afterCommit.publish(List.of(new Change(key)));
          return stored;
        });
  }

  private <T> T write(Supplier<T> work) {
    gate.check();
    return transactions.required(() -> reach(work));
  }

  private void insert(ResourceKey key, StoredResource row, @Nullable ResourceKey owner) {
    EntityManager manager = entityManager.get();
    try {
      manager.persist(row);
      manager.flush();
    } catch (PersistenceException e) {
      if (SqlState.isDuplicate(e) || SqlState.isConcurrentWrite(e)) {
        throw new Conflict(key, key + " already exists");
      }
      if (owner != null && SqlState.isMissingParent(e)) {
        throw new NotFound(owner);
      }
      throw e;
    } finally {
      // Queries change rows behind the entity manager's back; it must not remember this one.
      manager.detach(row);
    }
  }

  @Override
  public <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource) {
    ResourceKey key = resource.key();
    return write(
        () -> {
          ResourceRow current = findRow(key).orElseThrow(() -> new NotFound(key));
          if (current.version() != resource.meta().version()) {
            throw changed(key);
          }
          Instant created = ResourceRows.toInstant(current.creationTime());
          Meta meta =
              new Meta(key, resource.meta().labels(), current.version() + 1L, created, now());
          Resource<S> stored = resource.withMeta(meta);
          if (replace(key, current.version(), rows.toRow(type, stored)) == 0) {
            throw exists(key) ? changed(key) : new NotFound(key);
          }
          afterCommit.publish(List.of(new Change(key)));
          return stored;
        });
  }

  private int replace(ResourceKey key, int version, ResourceRow next) {
    Query update =
        entityManager
            .get()
            .createQuery(
                "update StoredResource r set r.version = :next, r.spec = :spec,"
                    + " r.labels = :labels, r.status = :status, r.modificationTime = :modified"
                    + KEY
                    + " and r.version = :version");
    bind(update, key)
        .setParameter("next", next.version())
        .setParameter("spec", next.spec())
        .setParameter("labels", next.labels())
        .setParameter("status", next.status())
        .setParameter("modified", next.modificationTime())
        .setParameter("version", version);
    try {
      return update.executeUpdate();
    } catch (PersistenceException e) {
      if (SqlState.isConcurrentWrite(e)) {
        throw changed(key);
      }
      throw e;
    }
  }

  @Override
  public void delete(ResourceType<?> type, ResourceKey key) {
    write(
        () -> {
          List<Change> gone = new ArrayList<>();
          collect(key, gone);
          // The database takes along what the resource owns.
          Query delete = entityManager.get().createQuery("delete from StoredResource r" + KEY);
          try {
            if (bind(delete, key).executeUpdate() == 0) {
              throw new NotFound(key);
            }
          } catch (PersistenceException e) {
            if (SqlState.isConcurrentWrite(e)) {
              throw changed(key);
            }
            throw e;
          }
          afterCommit.publish(gone);
          return key;
        });
  }

  private void collect(ResourceKey key, List<Change> gone) {
    gone.add(new Change(key));
    entityManager
        .get()
        .createQuery(
            "select new io.kuma.model.ResourceKey(r.type, r.mesh, r.name) from StoredResource r"
                + " where r.ownerName = :name and r.ownerMesh = :mesh and r.ownerType = :type"
                + " order by r.type, r.mesh, r.name",
            ResourceKey.class)
        .setParameter("name", key.name())
        .setParameter("mesh", key.mesh())
        .setParameter("type", key.type())
        .getResultList()
        .forEach(owned -> collect(owned, gone));
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnreadableResource if there is a row, but no resource in it
   */
  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return reach(() -> findRow(key)).map(row -> rows.toResource(type, row));
  }

  /** {@inheritDoc} A row that cannot be read is counted, but left out and named in the log. */
  @Override
  public <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options) {
    ListQuery query = new ListQuery(database, rows.codec(), type, mesh, options);
    return reach(
        () -> {
          EntityManager manager = entityManager.get();
          List<ResourceRow> found = query.rows(manager);
          boolean complete = options.offset() == 0 && found.size() < options.limit();
          return new ResourcePage<>(
              readable(type, found), complete ? found.size() : query.count(manager));
        });
  }

  private <S extends Spec> List<Resource<S>> readable(ResourceType<S> type, List<ResourceRow> all) {
    List<Resource<S>> resources = new ArrayList<>(all.size());
    for (ResourceRow row : all) {
      try {
        resources.add(rows.toResource(type, row));
      } catch (UnreadableResource e) {
        if (reported.add(e.key() + " " + row.version())) {
          log.error("A resource is left out of lists: {}", e.getMessage());
        }
      }
    }
    return resources;
  }

  /** What fails because the database is away is told apart from what fails for another reason. */
  private static <T> T reach(Supplier<T> work) {
    try {
      return work.get();
    } catch (PersistenceException e) {
      if (SqlState.isUnavailable(e)) {
        throw new StoreUnavailable(e);
      }
      throw e;
    }
  }

  private Optional<ResourceRow> findRow(ResourceKey key) {
    TypedQuery<ResourceRow> query = entityManager.get().createQuery(ROW + KEY, ResourceRow.class);
    bind(query, key);
    return query.getResultList().stream().findFirst();
  }

  private boolean exists(ResourceKey key) {
    TypedQuery<Long> query =
        entityManager
            .get()
            .createQuery("select count(r.name) from StoredResource r" + KEY, Long.class);
    bind(query, key);
    return query.getSingleResult() > 0;
  }

  private static Query bind(Query query, ResourceKey key) {
    return query
        .setParameter("name", key.name())
        .setParameter("mesh", key.mesh())
        .setParameter("type", key.type());
  }

  private static Conflict changed(ResourceKey key) {
    return new Conflict(key, key + " was changed by somebody else");
  }

  private static StoredResource.@Nullable Key toKey(@Nullable ResourceKey owner) {
    return owner == null ? null : new StoredResource.Key(owner.name(), owner.mesh(), owner.type());
  }

  /** As exact as databases keep it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
