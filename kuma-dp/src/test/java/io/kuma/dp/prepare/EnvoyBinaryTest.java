package io.kuma.dp.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.dp.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvoyBinaryTest {

  @TempDir Path directory;

  @Test
  void takesTheOneNamedThenThePathThenTheNeighbour() throws IOException {
    Path named = program("named/envoy", "");
    Path onPath = program("path/envoy", "");
    Path beside = program("beside/envoy", "");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    List<Path> neighbours = List.of(empty, beside.getParent());
    String searchPath = empty + ":" + onPath.getParent();

    assertThat(EnvoyBinary.find(named.toString(), searchPath, neighbours)).isEqualTo(named);
    assertThat(EnvoyBinary.find(null, searchPath, neighbours)).isEqualTo(onPath);
    assertThat(EnvoyBinary.find("envoy", searchPath, neighbours)).isEqualTo(onPath);
    assertThat(EnvoyBinary.find(null, empty.toString(), neighbours)).isEqualTo(beside);
  }

  @Test
  void theNeighbourIsFoundInAFolderWithASpace() throws IOException {
    Path envoy = program("a folder/bin/envoy", "");
    Path jar = directory.resolve("a folder/lib/kuma-dp.jar");
    List<Path> neighbours = EnvoyBinary.beside(jar.toUri().toURL());
    assertThat(EnvoyBinary.find(null, "/nowhere", neighbours)).isEqualTo(envoy);
  }

  @Test
  void saysWhatToDoWhenThereIsNone() throws IOException {
    Path notExecutable = Files.writeString(directory.resolve("envoy"), "");
    assertThatThrownBy(() -> EnvoyBinary.find(notExecutable.toString(), "", List.of()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no executable file " + notExecutable);
    assertThatThrownBy(() -> EnvoyBinary.find(null, directory.toString(), List.of()))
        .hasMessageContaining("no envoy on the PATH")
        .hasMessageContaining("--binary-path");
  }

  @Test
  void asksForItsVersion() throws Exception {
    EnvoyBinary binary =
        EnvoyBinary.at(
            program(
                "e", "echo; echo \"$0  version: c0ffee/1.38.7/Clean/RELEASE/BoringSSL\"; echo"));
    assertThat(binary.version()).isEqualTo("1.38.7");
    assertThat(binary.build()).isEqualTo("c0ffee/1.38.7/Clean/RELEASE/BoringSSL");
    assertThat(binary.compatible()).isTrue();
    assertThat(
            EnvoyBinary.at(program("old", "echo x version: 1/1.25.0/Clean/RELEASE/B")).compatible())
        .isFalse();
  }

  @Test
  void aProgramThatIsNoEnvoyIsNotTaken() throws Exception {
    Path cat = program("cat", "echo I am a cat");
    assertThatThrownBy(() -> EnvoyBinary.at(cat))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("I am a cat");
  }

  private Path program(String name, String script) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
