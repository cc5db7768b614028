package io.kuma.model.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs one test for each folder of cases. A case folder holds inputs, and in {@code golden/} the
 * files that the code under test should make of them. {@code -Dgolden.update=true} writes those
 * files anew and deletes the ones that are no longer made; read the difference as you read code.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> xds() {
 *   return Golden.of(MeshTimeoutTest.class, "xds").cases(folder -> Map.of("cds.yaml", render(folder)));
 * }
 * }</pre>
 */
public final class Golden {
  private static final String OUTPUT = "golden";

  private final Class<?> test;
  private final Path root;
  private final boolean update;

  private Golden(Class<?> test, Path root, boolean update) {
    this.test = test;
    this.root = root;
    this.update = update;
  }

  /** The cases in {@code src/test/resources/<package of the test>/<folder>} of its module. */
  public static Golden of(Class<?> test, String folder) {
    Path resources = Path.of("src/test/resources", test.getPackageName().replace('.', '/'));
    return at(resources.resolve(folder), test, Boolean.getBoolean("golden.update"));
  }

  /** A folder that is committed beside the modules, such as {@code deployment/crds}. */
  public static Golden ofProject(Class<?> test, String folder) {
    Path project = Path.of(System.getProperty("kuma.project.dir"));
    return at(project.resolve(folder), test, Boolean.getBoolean("golden.update"));
  }

  static Golden at(Path root, Class<?> test, boolean update) {
    return new Golden(test, root, update);
  }

  /** What is tested: from the inputs of a case to its output files. */
  @FunctionalInterface
  public interface Run {
    /**
     * Makes the outputs of one case.
     *
     * @param folder where the inputs are
     * @return text by file name; the same on every run
     */
    Map<String, String> outputs(Path folder) throws Exception;
  }

  /** A test for each folder, sorted by name. No folders at all is a mistake and fails. */
  public Stream<DynamicTest> cases(Run run) {
    List<Path> folders = list(root).filter(Files::isDirectory).sorted().toList();
    if (folders.isEmpty()) {
      throw new IllegalStateException("there are no cases in " + root.toAbsolutePath());
    }
    return folders.stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    folder.toUri(),
                    () -> compare(folder.resolve(OUTPUT), run.outputs(folder))));
  }

  /**
   * Compares files that are no cases of their own, such as generated documents.
   *
   * @param actual text by file name below the root
   */
  public void check(Map<String, String> actual) {
    compare(root, actual);
  }

  /**
   * Compares one file of a folder; the others are no business of the test.
   *
   * @param name of the file, below the root
   */
  public void checkFile(String name, String actual) {
    SortedMap<String, String> files = read(root);
    files.put(name, actual);
    compare(root, files);
  }

  private void compare(Path folder, Map<String, String> actual) {
    if (update) {
      write(folder, actual);
      return;
    }
    SortedMap<String, String> expected = read(folder);
    if (!expected.equals(new TreeMap<>(actual))) {
      String repair =
          "%s differs from what the code makes now. If that is right: mvn -pl %s test -Dtest=%s -Dgolden.update=true"
              .formatted(folder, Path.of("").toAbsolutePath().getFileName(), test.getSimpleName());
      assertThat(actual.keySet()).as(repair).containsExactlyInAnyOrderElementsOf(expected.keySet());
      expected.forEach((name, text) -> assertThat(actual.get(name)).as(repair).isEqualTo(text));
      fail(repair);
    }
  }

  private static void write(Path folder, Map<String, String> actual) {
    try {
      Files.createDirectories(folder);
      for (String orphan : read(folder).keySet()) {
        if (!actual.containsKey(orphan)) {
          Files.delete(folder.resolve(orphan));
        }
      }
      for (Map.Entry<String, String> file : actual.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, String> read(Path folder) {
    SortedMap<String, String> files = new TreeMap<>();
    list(folder)
        .filter(Files::isRegularFile)
        .forEach(
            file -> {
              try {
                files.put(file.getFileName().toString(), Files.readString(file));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return files;
  }

  private static Stream<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
