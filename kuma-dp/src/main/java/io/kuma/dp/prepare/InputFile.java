package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that the user names on the command line. */
final class InputFile {

  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private InputFile() {}

  /**
   * The whole text; the file may be a pipe, and must not be endless.
   *
   * @param setting the flag that names it, for the message
   * @throws Failure when it cannot be read or is over 4 MiB long
   */
  static String read(String setting, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new Failure(setting + ": " + file + " is over 4 MiB long");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Failure(setting + ": cannot read " + file + ": " + e, e);
    }
  }
}
