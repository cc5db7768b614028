package io.kuma.kumactl;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command runs.
 *
 * @param directory that relative paths are relative to
 * @param interactive whether somebody watches {@code err}
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    boolean interactive) {
  /** The one of this process. */
  @SuppressWarnings("SystemConsoleNull") // It is null where there is no terminal, up to JDK 21.
  public static Terminal ofProcess() {
    return new Terminal(
        System.in,
        System.out,
        System.err,
        System.getenv(),
        Path.of("").toAbsolutePath(),
        System.console() != null);
  }

  /** A file that the user names. */
  public Path file(String name) {
    return directory.resolve(name);
  }
}
