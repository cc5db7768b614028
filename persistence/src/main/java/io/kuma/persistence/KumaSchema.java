package io.kuma.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What Kuma itself says of a PostgreSQL database (contract 3.6): its tool for migrations keeps the
 * last one in the table {@code schema_migrations}, as the second of its making.
 */
final class KumaSchema {
  /** The last migration of Kuma 2.14, which added the column for the status. */
  static final long VERSION = 1_710_856_785L;

  private KumaSchema() {}

  /**
   * Refuses a database that Kuma left at another version, or half-way between two. One that Kuma
   * has never seen is fine.
   *
   * @param tolerateNewer whether a version that this control plane does not know will do
   * @throws UnfitSchema if it is refused
   */
  static void check(Connection connection, boolean tolerateNewer) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!exists(statement)) {
        return;
      }
      try (ResultSet row =
          statement.executeQuery("select version, dirty from schema_migrations limit 1")) {
        if (row.next()) {
          check(row.getLong("version"), row.getBoolean("dirty"), tolerateNewer);
        }
      }
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select to_regclass('schema_migrations') is not null")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void check(long version, boolean dirty, boolean tolerateNewer) {
    if (dirty) {
      throw new UnfitSchema(
          "The database was left half-way by a migration of Kuma (version "
              + version
              + "); repair it with the Kuma that did it.");
    }
    if (version < VERSION) {
      throw new UnfitSchema(
          "The database is at version "
              + version
              + " of Kuma's schema, before that of Kuma 2.14 ("
              + VERSION
              + "); run \"kuma-cp migrate up\" of Kuma 2.14 first.");
    }
    if (version > VERSION && !tolerateNewer) {
      throw new UnfitSchema(
          "The database is at version "
              + version
              + " of Kuma's schema, newer than this control plane knows ("
              + VERSION
              + "); set KUMA_STORE_POSTGRES_TOLERATE_NEWER_DB_VERSIONS to true if that is meant.");
    }
  }
}
