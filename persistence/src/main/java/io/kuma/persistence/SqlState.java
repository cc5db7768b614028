package io.kuma.persistence;

import jakarta.resource.ResourceException;
import java.sql.SQLException;
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

  /** Connections that are lost or refused, and servers that stop, start or have no room. */
  private static final Set<String> UNAVAILABLE = Set.of("57P01", "57P02", "57P03", "53300");

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
   * Whether the database could not be asked at all. What a server says of its own pool of
   * connections has no state.
   */
  static boolean isUnavailable(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ResourceException
          || (cause instanceof SQLException sql && isUnavailable(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
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
