package io.kuma.cp.boot;

import io.kuma.core.event.Changes;
import io.kuma.persistence.Database;
import io.kuma.persistence.DiskGuard;
import io.kuma.persistence.Migrations;
import io.kuma.persistence.PostgresLeadership;
import io.kuma.persistence.PostgresNotifications;
import io.kuma.persistence.WriteGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database that the settings name: whether it fits, and what has to be done with it first. */
final class StoreDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(StoreDatabase.class);

  private final CpSettings.Store settings;
  private final Path workDirectory;

  StoreDatabase(CpSettings settings) {
    this.settings = settings.store();
    this.workDirectory = settings.general().workDirectory();
  }

  /** What keeps the embedded database from a full disk; a server's own database sees to itself. */
  WriteGate gate() {
    EmbeddedStore store = EmbeddedStore.in(workDirectory);
    return settings.type() == CpSettings.StoreType.H2 && Files.exists(store.file())
        ? new DiskGuard(store.directory())
        : WriteGate.OPEN;
  }

  /**
   * Makes the server's data source ready. The embedded database is migrated; PostgreSQL, which
   * others may be using, has to have been migrated before.
   *
   * @return of which kind it is
   * @throws RuntimeException in one sentence if it cannot be used
   */
  Database prepare(DataSource dataSource) {
    Migrations migrations = migrations(dataSource);
    if (migrations.database() != expected()) {
      throw new BadSetting(
          "The server's default data source is a database of the kind "
              + migrations.database()
              + ", but KUMA_STORE_TYPE is \""
              + SettingsReader.name(settings.type())
              + "\".");
    }
    switch (migrations.database()) {
      case H2 -> migrations.run();
      case POSTGRESQL -> {
        migrations.check();
        tellWhatHasNoEffect();
      }
    }
    return migrations.database();
  }

  /**
   * Looks at a database of its own before there is a server; for the embedded one see {@link
   * EmbeddedStore}.
   *
   * @throws BadSetting if it cannot be reached
   * @throws io.kuma.persistence.UnfitSchema if it has to be migrated first
   */
  void look() {
    if (settings.type() == CpSettings.StoreType.POSTGRES) {
      reach().check();
    }
  }

  /**
   * Brings it to the schema of this version.
   *
   * @return how many migrations that took; empty if that happens at every start by itself
   */
  Optional<Integer> migrate() {
    return settings.type() == CpSettings.StoreType.POSTGRES
        ? Optional.of(reach().run())
        : Optional.empty();
  }

  /** What hears of other control planes' writes; empty if there can be none. */
  Optional<PostgresNotifications> listen(Changes changes, ThreadFactory threads) {
    return settings.type() == CpSettings.StoreType.POSTGRES
        ? Optional.of(
            new PostgresNotifications(
                PostgresConnections.unpooled(settings.postgres()), changes, threads))
        : Optional.empty();
  }

  /** What decides who of all control planes is the one; empty if there can be no others. */
  Optional<PostgresLeadership> elect(ThreadFactory threads) {
    return settings.type() == CpSettings.StoreType.POSTGRES
        ? Optional.of(
            new PostgresLeadership(PostgresConnections.unpooled(settings.postgres()), threads))
        : Optional.empty();
  }

  private Database expected() {
    return switch (settings.type()) {
      case H2, MEMORY -> Database.H2;
      case POSTGRES -> Database.POSTGRESQL;
    };
  }

  private Migrations reach() {
    PostgresSettings postgres = settings.postgres();
    try {
      return migrations(PostgresConnections.unpooled(postgres));
    } catch (IllegalStateException e) {
      throw new BadSetting(
          "PostgreSQL at "
              + postgres.host()
              + ":"
              + postgres.port()
              + " cannot be used ("
              + FailedStart.sentence(e)
              + "); look at KUMA_STORE_POSTGRES_HOST, _PORT, _USER, _PASSWORD and _DB_NAME.");
    }
  }

  private Migrations migrations(DataSource dataSource) {
    return new Migrations(dataSource, settings.postgres().tolerateNewerDBVersions());
  }

  private void tellWhatHasNoEffect() {
    List<String> names = settings.postgres().withoutEffect();
    if (!names.isEmpty()) {
      LOG.warn("Set, but without effect here (see docs/postgresql.md): {}", names);
    }
  }
}
