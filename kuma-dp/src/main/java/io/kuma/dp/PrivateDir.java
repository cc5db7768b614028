package io.kuma.dp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory for what only this user may see: the bootstrap configuration has the proxy's token in
 * it.
 *
 * @param temporary made by us under a name of its own, and ours to remove
 */
public record PrivateDir(Path path, boolean temporary) {

  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY = mode("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> FILE = mode("rw-------");

  /** The user's directory, made if it is missing; else a temporary one. */
  public static PrivateDir of(@Nullable Path chosen) {
    try {
      if (chosen == null) {
        return new PrivateDir(Files.createTempDirectory("kuma-dp-", DIRECTORY), true);
      }
      return new PrivateDir(Files.createDirectories(chosen.toAbsolutePath(), DIRECTORY), false);
    } catch (IOException e) {
      throw new Failure(
          "cannot make the directory "
              + (chosen == null ? "for temporary files" : chosen)
              + ": "
              + e,
          e);
    }
  }

  /** Writes a file that nobody else could read at any time, not even if an old one was readable. */
  public Path write(String name, String content) {
    Path file = path.resolve(name);
    try {
      Files.deleteIfExists(file);
      try (SeekableByteChannel out =
          Files.newByteChannel(
              file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + e, e);
    }
    return file;
  }

  /**
   * Removes the directory and what is in it, if it is temporary. Says nothing when that fails: it
   * is the end anyway.
   */
  public void remove() {
    if (!temporary) {
      return;
    }
    try {
      List<Path> all = new ArrayList<>();
      try (Stream<Path> files = Files.list(path)) {
        files.forEach(all::add);
      }
      all.add(path);
      for (Path each : all) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      // Readable by this user only, wherever it is left.
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
