package io.kuma.persistence;

import io.kuma.core.store.StoreUnavailable;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an embedded database from writing where it would lose something. When H2 fails to write to
 * its file it opens it again, and what it then takes may be gone after its next failure though it
 * said that it was stored. So the disk is not filled to its end, and after a failure nothing is
 * taken until a new start, which looks at the whole file.
 */
public final class DiskGuard implements WriteGate {
  private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);

  /** Room for what is being written, and for what the database rewrites when it is closed. */
  static final long RESERVE_BYTES = 32L * 1024 * 1024;

  private final Path directory;
  private final LongSupplier room;
  private final AtomicBoolean full = new AtomicBoolean();
  private volatile boolean broken;

  /**
   * @param directory where the database's file is
   */
  public DiskGuard(Path directory) {
    this(directory, new File(directory.toString())::getUsableSpace);
  }

  /**
   * @param room in bytes, on the disk
   */
  DiskGuard(Path directory, LongSupplier room) {
    this.directory = directory;
    this.room = room;
  }

  @Override
  public void check() {
    if (broken) {
      throw new StoreUnavailable(
          "The store could not write to "
              + directory
              + " and takes nothing more, so that nothing is lost; see the log, and start the"
              + " control plane again.");
    }
    boolean isFull = room.getAsLong() < RESERVE_BYTES;
    if (full.getAndSet(isFull) != isFull) {
      if (isFull) {
        LOG.error("the disk of {} is full: nothing is stored until there is room again", directory);
      } else {
        LOG.info("there is room again on the disk of {}", directory);
      }
    }
    if (isFull) {
      throw new StoreUnavailable(
          "The disk of the store is full ("
              + directory
              + " has less than 32 MiB left). Nothing was changed; make room and try again.");
    }
  }

  @Override
  public void failed(Throwable why) {
    if (!broken) {
      broken = true;
      LOG.error("the store could not be written; it is read only until the next start", why);
    }
  }
}
