package io.kuma.dp.prepare;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the named pipe for access logs, under the name that the control plane tells Envoy too. */
final class NamedPipe {
  /** What control plane and kuma-dp cut paths to. */
  private static final int MAX_LENGTH = 98;

  private NamedPipe() {}

  /** The path for a proxy's access logs (contract 4.10). */
  static Path path(Path workDir, String name, String mesh) {
    String path = workDir.resolve("kuma-al-" + name + "-" + mesh).toString();
    return Path.of(path.substring(0, Math.min(path.length(), MAX_LENGTH)) + ".sock");
  }

  /**
   * Makes it, for this user only; one that was left behind is replaced.
   *
   * @return empty if the system has no named pipes
   */
  static Optional<Path> make(Path path) throws InterruptedException {
    try {
      Files.deleteIfExists(path);
      Process made =
          new ProcessBuilder("mkfifo", "-m", "600", path.toString())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return made.waitFor() == 0 ? Optional.of(path) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
