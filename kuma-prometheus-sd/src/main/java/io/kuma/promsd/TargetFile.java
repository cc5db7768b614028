package io.kuma.promsd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The file that Prometheus reads. It is only ever replaced as a whole, so that nobody sees half of
 * it, and only by another content, so that nobody reads it for nothing.
 */
final class TargetFile {
  private final Path file;
  private final Path next;

  /**
   * A file that may not be there yet.
   *
   * @throws Failure if it cannot be written, or Prometheus would not read it
   */
  TargetFile(Path file) {
    this.file = file.toAbsolutePath();
    // Prometheus reads what ends like this, so the other does not.
    if (!file.toString().matches(".*\\.(json|ya?ml|JSON|YA?ML)")) {
      throw new Failure(
          "--output-file must end with .json, .yml or .yaml, else Prometheus does not read it: "
              + file);
    }
    Path directory = this.file.resolveSibling(".").normalize();
    if (!Files.isDirectory(directory)) {
      throw new Failure("--output-file: there is no directory " + directory);
    }
    if (!Files.isWritable(directory)) {
      throw new Failure("--output-file: nothing can be written into " + directory);
    }
    if (Files.exists(this.file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(this.file)) {
      throw new Failure("--output-file: " + file + " is not a file");
    }
    next = this.file.resolveSibling(this.file.getFileName() + ".next");
  }

  /**
   * Makes it say this.
   *
   * @return whether it said something else
   */
  synchronized boolean write(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return false;
    }
    // One may be left over; and where it leads, if it is a link, is nobody's business.
    Files.deleteIfExists(next);
    try (FileChannel out =
        FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
