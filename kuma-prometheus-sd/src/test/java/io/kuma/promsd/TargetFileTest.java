package io.kuma.promsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetFileTest {
  @TempDir private Path dir;

  private Object identity(Path path) throws IOException {
    return Files.getAttribute(path, "unix:ino");
  }

  @Test
  void isReplacedByAnotherContentOnly() throws IOException {
    Path path = dir.resolve("targets.json");
    TargetFile file = new TargetFile(path);
    assertThat(path).doesNotExist();
    assertThat(file.write("[]\n")).isTrue();
    assertThat(path).hasContent("[]\n");
    Object first = identity(path);
    assertThat(file.write("[]\n")).isFalse();
    assertThat(identity(path)).isEqualTo(first);
    assertThat(file.write("[1]\n")).isTrue();
    assertThat(path).hasContent("[1]\n");
    Files.delete(path);
    assertThat(file.write("[1]\n")).isTrue();
    assertThat(path).hasContent("[1]\n");
    try (Stream<Path> all = Files.list(dir)) {
      assertThat(all).containsExactly(path);
    }
  }

  @Test
  void nobodyReadsHalfOfIt() throws Exception {
    Path path = dir.resolve("targets.json");
    TargetFile file = new TargetFile(path);
    List<String> contents = List.of("a".repeat(1_000_000), "b".repeat(1_000_000));
    file.write(contents.get(0));
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 40; i++) {
                try {
                  file.write(contents.get(i % 2));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              }
            });
    while (!writing.isDone()) {
      assertThat(contents.contains(Files.readString(path))).isTrue();
    }
    writing.get();
  }

  /** A former one may have been killed; and somebody may have put a link there. */
  @Test
  void whatIsLeftOverDoesNotStopIt() throws IOException {
    Path elsewhere = Files.writeString(dir.resolve("elsewhere"), "mine");
    Files.createSymbolicLink(dir.resolve("targets.json.next"), elsewhere);
    new TargetFile(dir.resolve("targets.json")).write("[]");
    assertThat(dir.resolve("targets.json")).hasContent("[]");
    assertThat(elsewhere).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"targets", "targets.txt", "none/targets.json", "folder.json"})
  void whatCannotBeIsSaidAtTheStart(String name) throws IOException {
    Files.createDirectory(dir.resolve("folder.json"));
    assertThatThrownBy(() -> new TargetFile(dir.resolve(name)))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("--output-file");
  }
}
