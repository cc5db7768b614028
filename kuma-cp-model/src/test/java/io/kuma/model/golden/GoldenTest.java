package io.kuma.model.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
  private final Path root;

  GoldenTest(@TempDir Path root) {
    this.root = root;
  }

  @BeforeEach
  void oneCase() throws IOException {
    Path folder = Files.createDirectories(root.resolve("case/golden"));
    Files.writeString(root.resolve("case/input.txt"), "a");
    Files.writeString(folder.resolve("upper.txt"), "A");
  }

  @Test
  void passesWhenTheFilesAreMadeAgain() throws Throwable {
    run(false, folder -> Map.of("upper.txt", input(folder).toUpperCase(Locale.ROOT)));
  }

  @Test
  void failsWithTheCommandThatAcceptsTheDifference() {
    assertThatThrownBy(() -> run(false, folder -> Map.of("upper.txt", "B")))
        .hasMessageContaining("-Dtest=GoldenTest -Dgolden.update=true");
  }

  @Test
  void failsWhenAFileIsNotMade() {
    assertThatThrownBy(() -> run(false, folder -> Map.of())).hasMessageContaining("upper.txt");
  }

  @Test
  void failsWhenAFileIsMadeThatNobodyExpects() {
    assertThatThrownBy(() -> run(false, folder -> Map.of("upper.txt", "A", "more.txt", "")))
        .hasMessageContaining("more.txt");
  }

  @Test
  void failsWithoutCases() {
    assertThatThrownBy(
            () ->
                Golden.at(root.resolve("absent"), GoldenTest.class, false)
                    .cases(folder -> Map.of()))
        .hasMessageContaining("there are no cases");
  }

  @Test
  void updateWritesFilesAndDeletesOrphans() throws Throwable {
    run(true, folder -> Map.of("other.txt", "B"));

    assertThat(root.resolve("case/golden/other.txt")).hasContent("B");
    assertThat(root.resolve("case/golden/upper.txt")).doesNotExist();
    assertThat(root.resolve("case/input.txt")).exists();
  }

  @Test
  void oneFileAmongOthersLeavesThemAlone() throws IOException {
    Golden.at(root.resolve("case"), GoldenTest.class, true).checkFile("one.txt", "1");

    assertThat(root.resolve("case/one.txt")).hasContent("1");
    assertThat(root.resolve("case/input.txt")).hasContent("a");
    Golden golden = Golden.at(root.resolve("case"), GoldenTest.class, false);
    golden.checkFile("one.txt", "1");
    assertThatThrownBy(() -> golden.checkFile("one.txt", "2"))
        .hasMessageContaining("-Dgolden.update=true");
    assertThatThrownBy(() -> golden.checkFile("two.txt", "2")).hasMessageContaining("two.txt");
  }

  private void run(boolean update, Golden.Run run) throws Throwable {
    Golden.at(root, GoldenTest.class, update)
        .cases(run)
        .findFirst()
        .orElseThrow()
        .getExecutable()
        .execute();
  }

  private static String input(Path folder) throws IOException {
    return Files.readString(folder.resolve("input.txt"));
  }
}
