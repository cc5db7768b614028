package io.kuma.core.role;

import io.kuma.core.event.Change;
import io.kuma.core.event.ChangeFeed;
import io.kuma.core.event.ChangeFeed.Subscription;
import io.kuma.core.event.ChangeListener;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.resource.CoreTypes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the roles that are stored as an index, so that a call asks no store. A change is noted when
 * it is committed, and the next call reads what there is now: it never sees what was before.
 *
 * <p>Notes from other control planes may be lost, so an index that is older than {@link #REPAIR} is
 * read again, too. While the store is away an index counts on of which nobody has said that it has
 * changed; one that has changed does not.
 */
public final class StoredRoles implements ChangeListener, AutoCloseable {
  /** As old an index may become. */
  static final Duration REPAIR = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(StoredRoles.class);

  private final ResourceReader reader;
  private final LongSupplier nanoTime;
  private final Subscription subscription;
  private final AtomicLong noted = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();

  private volatile @Nullable Read last;

  /**
   * @param noted how many changes had been noted when it was read
   * @param time when it was read, or was tried to be
   */
  private record Read(RoleIndex index, long noted, long time) {}

  public StoredRoles(ResourceReader reader, ChangeFeed feed) {
    this(reader, feed, System::nanoTime);
  }

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  StoredRoles(ResourceReader reader, ChangeFeed feed, LongSupplier nanoTime) {
    this.reader = reader;
    this.nanoTime = nanoTime;
    this.subscription = feed.subscribe(this);
  }

  /**
   * The roles as they are.
   *
   * @throws StoreUnavailable if they have changed, and cannot be read
   */
  public RoleIndex current() {
    Read read = last;
    if (read != null && !isStale(read) && !isOld(read)) {
      return read.index();
    }
    lock.lock();
    try {
      read = last;
      if (read == null || isStale(read)) {
        read = read();
      } else if (isOld(read)) {
        read = readOrKeep(read);
      }
      last = read;
      return read.index();
    } finally {
      lock.unlock();
    }
  }

  private boolean isStale(Read read) {
    return read.noted() != noted.get();
  }

  private boolean isOld(Read read) {
    return nanoTime.getAsLong() - read.time() >= REPAIR.toNanos();
  }

  /** What is noted meanwhile may not be in it, and makes it stale. */
  private Read read() {
    long before = noted.get();
    RoleIndex index =
        RoleIndex.of(
            reader.list(CoreTypes.ACCESS_ROLE, null),
            reader.list(CoreTypes.ACCESS_ROLE_BINDING, null));
    return new Read(index, before, nanoTime.getAsLong());
  }

  private Read readOrKeep(Read old) {
    try {
      return read();
    } catch (StoreUnavailable e) {
      log.warn("The roles could not be read again; what is known of them counts on");
      return new Read(old.index(), old.noted(), nanoTime.getAsLong());
    }
  }

  @Override
  public void onChange(Change change) {
    String type = change.key().type();
    if (CoreTypes.OF_ROLES.stream().anyMatch(role -> role.name().equals(type))) {
      noted.incrementAndGet();
    }
  }

  @Override
  public void onGap() {
    noted.incrementAndGet();
  }

  @Override
  public void close() {
    subscription.close();
  }
}
