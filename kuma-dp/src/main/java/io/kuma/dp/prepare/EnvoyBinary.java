package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Envoy that can be started.
 *
 * @param version for example {@code 1.38.2}
 * @param build the whole of what it says of itself, {@code <commit>/1.38.2/Clean/RELEASE/BoringSSL}
 */
record EnvoyBinary(Path path, String version, String build) {

  /** Same minor release as the contract's Envoy: what the control plane sends is meant for it. */
  private static final String COMPATIBLE = "1.38.";

  private static final Pattern VERSION =
      Pattern.compile("version: ([^/\\s]+/([0-9][^/\\s]*)/\\S+)");
  private static final int MAX_OUTPUT = 64 * 1024;

  boolean compatible() {
    return version.startsWith(COMPATIBLE);
  }

  /**
   * Finds the file: the one named, else {@code envoy} on the PATH, else the one beside kuma-dp.
   *
   * @param named a path, or a name to look for on the PATH
   * @param searchPath value of the variable PATH
   * @param beside directories to look into at last
   */
  static Path find(@Nullable String named, String searchPath, List<Path> beside) {
    if (named != null && named.contains("/")) {
      Path path = Path.of(named).toAbsolutePath();
      if (!isProgram(path)) {
        throw new Failure("--binary-path: there is no executable file " + path);
      }
      return path;
    }
    String name = named == null ? "envoy" : named;
    for (String directory : searchPath.split(File.pathSeparator)) {
      Path path = Path.of(directory.isEmpty() ? "." : directory, name).toAbsolutePath();
      if (isProgram(path)) {
        return path;
      }
    }
    Optional<Path> neighbour = Optional.empty();
    if (named == null) {
      neighbour =
          beside.stream().map(d -> d.resolve(name)).filter(EnvoyBinary::isProgram).findFirst();
    }
    return neighbour.orElseThrow(
        () ->
            new Failure(
                "there is no "
                    + name
                    + " on the PATH: install Envoy "
                    + COMPATIBLE
                    + "x or name its file with --binary-path"));
  }

  /**
   * Where kuma-dp itself lies: the jar's directory, and {@code bin} beside it in a distribution.
   */
  static List<Path> besideKumaDp() {
    return beside(EnvoyBinary.class.getProtectionDomain().getCodeSource().getLocation());
  }

  /** The address spells spaces and the like as escapes; the folder does not. */
  static List<Path> beside(URL jar) {
    Path directory = Path.of(URI.create(jar.toString())).toAbsolutePath().getParent();
    return directory == null ? List.of() : List.of(directory, directory.resolveSibling("bin"));
  }

  /** Asks the program who it is, which also shows that it can run here. */
  static EnvoyBinary at(Path path) throws InterruptedException {
    String said;
    try {
      Process process =
          new ProcessBuilder(path.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (InputStream out = process.getInputStream()) {
        said = new String(out.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
      } finally {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (IOException e) {
      throw new Failure("cannot run " + path + ": " + e.getMessage(), e);
    }
    Matcher version = VERSION.matcher(said);
    if (!version.find()) {
      throw new Failure(path + " --version does not answer like an Envoy: " + said);
    }
    return new EnvoyBinary(path, version.group(2), version.group(1));
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
