package io.kuma.persistence;

import io.kuma.core.event.Changes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/** An empty database of a real PostgreSQL, which is started once for all tests. */
record TestPostgres(String url) {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  static TestPostgres create() {
    EmbeddedPostgres running = server();
    String name = "test_" + NUMBER.incrementAndGet();
    try (Connection connection = running.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      // Another order of letters than that of bytes, as most installations have it.
      statement.execute(
          "create database " + name + " template template0 locale_provider icu icu_locale 'en-US'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new TestPostgres(
        running.getJdbcUrl("postgres", name)
            + "&stringtype=unspecified&logServerErrorDetail=false");
  }

  private static synchronized EmbeddedPostgres server() {
    EmbeddedPostgres running = server;
    if (running == null) {
      try {
        running = EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server = running;
    }
    return running;
  }

  /** Connections that nobody else uses. */
  DataSource dataSource() {
    return to(new PGSimpleDataSource());
  }

  LocalDatabase open(Changes changes) {
    return new LocalDatabase(
        JdbcConnectionPool.create(to(new PGConnectionPoolDataSource())), changes);
  }

  private <D extends BaseDataSource> D to(D source) {
    source.setUrl(url);
    return source;
  }

  void execute(String... statements) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a query, columns separated by spaces. */
  List<String> query(String sql) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          columns.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join(" ", columns));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
