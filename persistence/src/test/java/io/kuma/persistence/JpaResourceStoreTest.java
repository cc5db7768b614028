package io.kuma.persistence;

import io.kuma.core.event.Changes;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On H2. */
class JpaResourceStoreTest extends JpaStoreContract {
  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  private Path directory;

  @Override
  String tenThousandBooks() {
    return "insert into resources (name, mesh, type, version, spec, creation_time,"
        + " modification_time, labels, status) select 'b' || x, 'm', 'Book', 1, '{\"title\":\"t\"}',"
        + " now(), now(), '{}', '{}' from system_range(1, 10000)";
  }

  @Override
  LocalDatabase connect(Changes changes) {
    return new LocalDatabase(directory.resolve("kuma"), changes);
  }
}
