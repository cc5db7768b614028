package io.kuma.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** A PostgreSQL of its own for a benchmark: prints its port, and ends with its input. */
public final class BenchPostgres {
  private BenchPostgres() {}

  /** Takes no arguments. */
  public static void main(String... args) throws IOException {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            // As a database that keeps what it has answered.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()) {
      System.out.println(server.getPort());
      while (System.in.read() >= 0) {
        // Until it is closed.
      }
    }
  }
}
