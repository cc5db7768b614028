package io.kuma.persistence;

import static io.kuma.core.store.StoredTypes.BOOK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.event.Changes;
import io.kuma.core.store.ResourceStore;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was answered is stored, even if the process is killed at that moment. */
class DurabilityTest {
  private static final int ENOUGH = 200;

  @Test
  @Timeout(60)
  void losesNothingThatWasAnswered(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path file = directory.resolve("kuma");

    // The second time in a database that was there before.
    int first = writeAndKill(file, "first");
    int second = writeAndKill(file, "second");

    try (LocalDatabase reopened = new LocalDatabase(file, new Changes())) {
      ResourceStore store = reopened.store(Clock.systemUTC());
      assertAllThere(store, "first", first);
      assertAllThere(store, "second", second);
    }
  }

  private static void assertAllThere(ResourceStore store, String mesh, int last) {
    for (int i = 0; i <= last; i++) {
      assertThat(store.find(BOOK, BOOK.key(mesh, "b" + i)))
          .as("write %d of %d in the %s run", i, last, mesh)
          .isPresent();
    }
  }

  /** The last write that was answered before the process was killed in the middle of others. */
  private static int writeAndKill(Path file, String mesh) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                file.toString(),
                mesh)
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader answers = writer.inputReader()) {
      int last = -1;
      while (last < ENOUGH) {
        String answer = answers.readLine();
        assertThat(answer).as("the writer ended by itself").isNotNull();
        last = Integer.parseInt(answer);
      }
      return last;
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }
}
