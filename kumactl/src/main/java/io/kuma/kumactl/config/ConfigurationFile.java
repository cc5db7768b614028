package io.kuma.kumactl.config;

import io.kuma.kumactl.Failure;
import io.kuma.kumactl.output.GoYaml;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** The user's file. It may hold tokens, so only the user reads it. */
public record ConfigurationFile(Path path, ResourceCodec codec) {
  /** What stands in it, or what counts while there is none. */
  public Configuration read() {
    if (!Files.exists(path)) {
      return Configuration.initial();
    }
    try {
      return Configuration.of(codec.parseYaml(Files.readString(path)));
    } catch (IOException | MalformedJson e) {
      throw new Failure("cannot read the configuration " + path + ": " + e.getMessage(), e);
    }
  }

  /** All of it or nothing. */
  public void write(Configuration configuration) {
    try {
      Path directory = path.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, ".config", "");
      try {
        Files.writeString(fresh, GoYaml.text(configuration.toTree()));
        if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(
              fresh, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
        Files.move(
            fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new Failure("cannot write the configuration " + path + ": " + e.getMessage(), e);
    }
  }
}
