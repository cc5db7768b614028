package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest {
  private final Path directory;

  EmbeddedStoreTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + directory.toAbsolutePath().resolve("store/kuma"), "kuma", "kuma");
  }

  /** With some rows in it. */
  private EmbeddedStore written() throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE resource (name VARCHAR, spec CLOB, version BIGINT, at TIMESTAMP(9) WITH"
              + " TIME ZONE, sealed VARBINARY)");
      statement.execute(
          "INSERT INTO resource SELECT x, REPEAT(RANDOM_UUID(), 100), x, LOCALTIMESTAMP,"
              + " RANDOM_UUID() FROM SYSTEM_RANGE(1, 500)");
    }
    return EmbeddedStore.in(directory);
  }

  private void refused(EmbeddedStore store) throws IOException {
    byte[] before = Files.readAllBytes(store.file());
    assertThatThrownBy(store::look)
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(store.file().toString())
        .hasMessageContaining("Nothing was changed");
    assertThat(Files.readAllBytes(store.file())).as("what is left of it").isEqualTo(before);
  }

  @Test
  void whatIsWholeOrNotThereYetIsFine() throws SQLException {
    assertThatCode(EmbeddedStore.in(directory)::look).doesNotThrowAnyException();
    assertThatCode(written()::look).doesNotThrowAnyException();
  }

  @Test
  void anEmptyFileIsNotTakenForANewOne() throws Exception {
    EmbeddedStore store = written();
    Files.write(store.file(), new byte[0]);
    refused(store);
  }

  @Test
  void aDamagedFileIsLeftAsItIs() throws Exception {
    EmbeddedStore store = written();
    byte[] bytes = Files.readAllBytes(store.file());
    Arrays.fill(bytes, bytes.length / 4, bytes.length * 3 / 4, (byte) 0xAA);
    Files.write(store.file(), bytes);
    refused(store);
  }

  @Test
  void aFileOfSomethingElseIsLeftAsItIs() throws Exception {
    EmbeddedStore store = EmbeddedStore.in(directory);
    Files.createDirectories(store.directory());
    Files.writeString(store.file(), "meshes: [default]\n".repeat(1000));
    refused(store);
  }
}
