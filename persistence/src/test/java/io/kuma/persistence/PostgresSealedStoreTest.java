package io.kuma.persistence;

import io.kuma.core.event.Changes;
import io.kuma.core.store.ResourceStore;
import io.kuma.core.store.SealedStoreContract;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;

class PostgresSealedStoreTest extends SealedStoreContract {
  private final LocalDatabase database = TestPostgres.create().open(new Changes());

  @Override
  protected ResourceStore openStore() {
    return database.store(Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }
}
