package io.kuma.persistence;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL without a pool, a server or a container. */
public final class PostgresDataSource {
  private PostgresDataSource() {}

  /**
   * A new connection at each call.
   *
   * @param url {@code jdbc:postgresql://host:port/database?parameters}
   */
  public static DataSource of(String url, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }
}
