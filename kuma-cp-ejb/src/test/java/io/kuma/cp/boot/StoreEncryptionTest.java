package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kuma.core.store.SealingKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreEncryptionTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  private Path directory;

  @Test
  void sealsNothingWithoutAFile() {
    assertThat(StoreEncryption.read(name -> Optional.empty()).keys()).isSameAs(SealingKeys.NONE);
  }

  @Test
  void readsKeys() throws IOException {
    assertThat(keys("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"))
        .hasToString("SealingKeys[66687aad]");
  }

  @Test
  void saysInOneSentenceWhatIsWrongAndNeverWhatIsInTheFile() {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> keys("confidential"))
        .withMessageStartingWith("KUMA_STORE_ENCRYPTION_KEY_FILE names the file ")
        .withMessageEndingWith(", but line 1 is not 32 bytes in Base64.")
        .withMessageNotContaining("confidential");
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> in(directory.resolve("nothing")).keys())
        .withMessageEndingWith("nothing, which cannot be read (NoSuchFileException).");
  }

  private SealingKeys keys(String content) throws IOException {
    return in(Files.writeString(directory.resolve("keys"), content)).keys();
  }

  private static StoreEncryption in(Path file) {
    return StoreEncryption.read(
        name ->
            name.equals("KUMA_STORE_ENCRYPTION_KEY_FILE")
                ? Optional.of(file.toString())
                : Optional.empty());
  }
}
