package io.kuma.persistence;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the database objected to, by the SQLSTATE of the exception: the same for every JPA provider,
 * and for H2 and PostgreSQL where this class says so.
 */
final class SqlState {
  private static final String DUPLICATE = "23505";

  /** A foreign key without its parent; H2 has a state of its own for it. */
  private static final Set<String> MISSING_PARENT = Set.of("23503", "23506");

  /** Serialization failures and deadlocks; H2's lock timeout and its "concurrent update". */
  private static final Set<String> CONCURRENT_WRITE =
      Set.of("40001", "40P01", "55P03", "HYT00", "90131");

  /**
   * Connections that are lost or refused, and servers that stop, start or have no room, be it for
   * connections, in memory or on the disk. H2, when it could not write to its file or read from it,
   * closes the database, and says so to whoever comes later.
   */
  private static final Set<String> UNAVAILABLE =
      Set.of(
          "57P01", "57P02", "57P03", "53100", "53200", "53300", // PostgreSQL
          "90028", "90030", "90031", "90098", "90121"); // H2

  private static final String CONNECTION = "08";

  private SqlState() {}

  static boolean isDuplicate(Throwable failure) {
    return DUPLICATE.equals(find(failure));
  }

  static boolean isMissingParent(Throwable failure) {
    String state = find(failure);
    return state != null && MISSING_PARENT.contains(state);
  }

  static boolean isConcurrentWrite(Throwable failure) {
    String state = find(failure);
    return state != null && CONCURRENT_WRITE.contains(state);
  }

  /**
   * Whether the database could not be asked at all, or could not write. What a server says of its
   * own pool of connections has no state; why a commit failed it tells beside its own exception;
   * and H2 has but one state for whatever its file system objects to.
   */
  static boolean isUnavailable(Throwable failure) {
    Set<Throwable> all = all(failure);
    boolean hasState = false;
    boolean ofPool = false;
    for (Throwable one : all) {
      if (one instanceof IOException
          || (one instanceof SQLException sql && isUnavailable(sql.getSQLState()))) {
        return true;
      }
      hasState |= one instanceof SQLException sql && sql.getSQLState() != null;
      ofPool |= one instanceof ResourceException;
    }
    return ofPool && !hasState;
  }

  /** Whether a file could not be written: that of an embedded database. */
  static boolean isDiskFailure(Throwable failure) {
    return all(failure).stream()
        .anyMatch(one -> one instanceof IOException && !(one instanceof SocketException));
  }

  private static Set<Throwable> all(Throwable failure) {
    Set<Throwable> all = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(failure, all);
    return all;
  }

  private static void collect(Throwable failure, Set<Throwable> all) {
    if (all.add(failure)) {
      if (failure.getCause() != null) {
        collect(failure.getCause(), all);
      }
      for (Throwable suppressed : failure.getSuppressed()) {
        collect(suppressed, all);
      }
    }
  }

  private static boolean isUnavailable(@Nullable String state) {
    return state != null && (state.startsWith(CONNECTION) || UNAVAILABLE.contains(state));
  }

  private static @Nullable String find(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql.getSQLState();
      }
    }
    return null;
  }
}
