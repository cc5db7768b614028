package io.kuma.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * Brings a database to the schema that this version needs. Migrations are the SQL files beside this
 * class, a folder for each kind of database. Two control planes that start at once take turns.
 */
public final class Migrations {
  // By default H2 writes commits up to half a second later and would lose what was answered when
  // the process is killed.
  // It forgets the setting when the last connection is closed: URLs of data sources should have
  // WRITE_DELAY=0 as well.
  private static final String WRITE_BEFORE_ANSWER = "set write_delay 0";

  private final DataSource dataSource;
  private final boolean tolerateNewer;
  private final Database database;

  /**
   * Connects; migrations run in connections of their own.
   *
   * @param dataSource must not be enlisted in a transaction of the container
   * @param tolerateNewer whether a schema that a newer control plane made will do
   * @throws IllegalStateException if the database does not answer, or is of no kind that is known
   */
  public Migrations(DataSource dataSource, boolean tolerateNewer) {
    this.dataSource = dataSource;
    this.tolerateNewer = tolerateNewer;
    try (Connection connection = dataSource.getConnection()) {
      database = Database.of(connection);
      if (database == Database.H2) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(WRITE_BEFORE_ANSWER);
        }
      }
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  public Database database() {
    return database;
  }

  /**
   * Runs what is missing.
   *
   * @return how many migrations that were
   * @throws UnfitSchema if somebody else has to do something first
   */
  public int run() {
    checkForeign();
    Flyway flyway = flyway();
    if (isNewer(flyway) && tolerateNewer) {
      return 0;
    }
    refuseNewer(flyway);
    return flyway.migrate().migrationsExecuted;
  }

  /**
   * Refuses a database that is not at this version's schema, and changes nothing.
   *
   * @throws UnfitSchema says what to do
   */
  public void check() {
    checkForeign();
    Flyway flyway = flyway();
    refuseNewer(flyway);
    if (flyway.info().pending().length > 0) {
      throw new UnfitSchema(
          "The database is not at the schema of this version; run \"kuma-cp migrate up\" first.");
    }
  }

  private void checkForeign() {
    if (database == Database.POSTGRESQL) {
      try (Connection connection = dataSource.getConnection()) {
        KumaSchema.check(connection, tolerateNewer);
      } catch (SQLException e) {
        throw unreachable(e);
      }
    }
  }

  private void refuseNewer(Flyway flyway) {
    if (isNewer(flyway) && !tolerateNewer) {
      throw new UnfitSchema(
          "The database was migrated by a newer version of this control plane; run that one, or set"
              + " KUMA_STORE_POSTGRES_TOLERATE_NEWER_DB_VERSIONS to true.");
    }
  }

  private static boolean isNewer(Flyway flyway) {
    return Arrays.stream(flyway.info().applied())
        .map(MigrationInfo::getState)
        .anyMatch(state -> state == MigrationState.FUTURE_SUCCESS);
  }

  private Flyway flyway() {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .table("kuma_schema_history")
        // Where nobody has said how to log, as in the tools, it would write to the console.
        .loggers("slf4j")
        .resourceProvider(new MigrationFiles(database))
        .javaMigrationClassProvider(List::of)
        // The database of an existing installation is not empty when it is first seen.
        .baselineOnMigrate(database == Database.POSTGRESQL)
        .baselineVersion("0")
        .load();
  }

  private static IllegalStateException unreachable(SQLException e) {
    return new IllegalStateException("The database cannot be reached: " + e.getMessage(), e);
  }
}
