package io.kuma.persistence;

import io.kuma.core.event.Changes;
import io.kuma.core.store.ResourceStore;
import io.kuma.core.store.SealedStoreContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class H2SealedStoreTest extends SealedStoreContract {
  private final LocalDatabase database;

  H2SealedStoreTest(@TempDir Path directory) {
    database = new LocalDatabase(directory.resolve("kuma"), new Changes());
  }

  @Override
  protected ResourceStore openStore() {
    return database.store(Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }
}
