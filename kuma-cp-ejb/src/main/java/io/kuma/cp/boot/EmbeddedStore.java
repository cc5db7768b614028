package io.kuma.cp.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of the embedded database, looked at before the server opens it. The database would mend
 * a damaged file by forgetting what it cannot read, and take an empty one for a new one; whoever
 * keeps meshes in it wants to be asked.
 *
 * @param directory where the file is, or will be
 */
record EmbeddedStore(Path directory) {
  // As the server's own configuration has them.
  private static final String DIRECTORY = "store";
  private static final String NAME = "kuma";
  private static final String SUFFIX = ".mv.db";
  private static final String USER = "kuma";
  private static final String PASSWORD = "kuma";

  static EmbeddedStore in(Path workDirectory) {
    return new EmbeddedStore(workDirectory.toAbsolutePath().resolve(DIRECTORY));
  }

  /** May not exist yet. */
  Path file() {
    return directory.resolve(NAME + SUFFIX);
  }

  /**
   * Reads all of it, and changes nothing.
   *
   * @throws BadSetting if it is not whole, or somebody else uses it
   */
  void look() {
    try {
      if (Files.notExists(file())) {
        return;
      }
      if (Files.size(file()) == 0) {
        throw unfit("it is empty");
      }
      readAll();
    } catch (IOException | SQLException e) {
      throw unfit(FailedStart.sentence(e));
    }
  }

  private BadSetting unfit(String reason) {
    return new BadSetting(
        "The embedded database "
            + file()
            + " cannot be used ("
            + reason
            + "). Nothing was changed. End whoever else uses it, or put back a copy of it; to begin"
            + " with an empty store, move it away.");
  }

  private void readAll() throws SQLException {
    String url =
        "jdbc:h2:file:"
            + directory.resolve(NAME)
            + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;TRACE_LEVEL_FILE=0";
    try (Connection connection = DriverManager.getConnection(url, USER, PASSWORD);
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        try (ResultSet rows =
            statement.executeQuery("SELECT * FROM \"" + table.replace("\"", "\"\"") + "\"")) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
              rows.getString(i);
            }
          }
        }
      }
    }
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet names =
        statement.executeQuery(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'")) {
      while (names.next()) {
        tables.add(names.getString(1));
      }
    }
    return tables;
  }
}
