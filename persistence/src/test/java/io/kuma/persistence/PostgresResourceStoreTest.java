package io.kuma.persistence;

import io.kuma.core.event.Changes;
import io.kuma.core.store.ConcurrentWriters;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class PostgresResourceStoreTest extends JpaStoreContract {
  private final TestPostgres postgres = TestPostgres.create();

  @Override
  String tenThousandBooks() {
    return "insert into resources (name, mesh, type, version, spec) select 'b' || x, 'm', 'Book', 1,"
        + " '{\"title\":\"t\"}' from generate_series(1, 10000) as numbers(x)";
  }

  @Override
  LocalDatabase connect(Changes changes) {
    return postgres.open(changes);
  }

  @Test
  void twoControlPlanesLoseNoUpdate() throws InterruptedException {
    try (LocalDatabase other = postgres.open(new Changes())) {
      ConcurrentWriters.run(database().store(Clock.systemUTC()), other.store(Clock.systemUTC()));
    }
  }
}
