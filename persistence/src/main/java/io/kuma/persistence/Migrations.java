package io.kuma.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to the schema that this version needs. Migrations are the SQL files beside this
 * class, a folder for each kind of database; one that was released is never changed. Two control
 * planes that start at once take turns.
 */
public final class Migrations {
  // Named here, so that no class path has to be searched: a server's is not made of files.
  private static final List<String> FILES = List.of("V1__resources.sql");

  private static final String H2 = "h2";

  // By default H2 writes commits up to half a second later and would lose what was answered when
  // the process is killed.
  // It forgets the setting when the last connection is closed: URLs of data sources should have
  // WRITE_DELAY=0 as well.
  private static final String WRITE_BEFORE_ANSWER = "set write_delay 0";

  private final DataSource dataSource;

  /**
   * Makes migrations; they run in connections of their own.
   *
   * @param dataSource must not be enlisted in a transaction of the container
   */
  public Migrations(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Runs what is missing. */
  public void run() {
    String vendor = prepare();
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .table("kuma_schema_history")
        .resourceProvider(new Files("migration/" + vendor + "/"))
        .javaMigrationClassProvider(List::of)
        .load()
        .migrate();
  }

  /** Finds out which database it is. */
  private String prepare() {
    try (Connection connection = dataSource.getConnection()) {
      String vendor = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
      if (vendor.equals(H2)) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(WRITE_BEFORE_ANSWER);
        }
      }
      return vendor;
    } catch (SQLException e) {
      throw new IllegalStateException("The database cannot be reached: " + e.getMessage(), e);
    }
  }

  private record Files(String folder) implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return FILES.stream()
          .filter(file -> file.equals(name))
          .findFirst()
          .<LoadableResource>map(file -> new File(folder, file))
          .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return FILES.stream()
          .filter(file -> file.startsWith(prefix))
          .filter(file -> List.of(suffixes).stream().anyMatch(file::endsWith))
          .<LoadableResource>map(file -> new File(folder, file))
          .toList();
    }
  }

  private static final class File extends LoadableResource {
    private final String folder;
    private final String name;

    private File(String folder, String name) {
      this.folder = folder;
      this.name = name;
    }

    @Override
    public Reader read() {
      return new InputStreamReader(open(), StandardCharsets.UTF_8);
    }

    private InputStream open() {
      return Optional.ofNullable(Migrations.class.getResourceAsStream(folder + name))
          .orElseThrow(
              () ->
                  new UncheckedIOException(
                      new IOException("There is no " + folder + name + " for this database")));
    }

    @Override
    public String getAbsolutePath() {
      return folder + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return folder + name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return folder + name;
    }
  }
}
