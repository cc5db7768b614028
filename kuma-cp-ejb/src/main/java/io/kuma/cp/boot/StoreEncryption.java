package io.kuma.cp.boot;

import io.kuma.core.store.SealingKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The keys that secrets are sealed with in the store. A setting of ours: the contract knows none,
 * and so {@code GET /config} does not show it.
 *
 * @param keyFile a file of keys, see docs/secrets.md; empty to seal nothing
 */
record StoreEncryption(@Setting(env = StoreEncryption.KEY_FILE) String keyFile) {
  private static final String KEY_FILE = "KUMA_STORE_ENCRYPTION_KEY_FILE";

  static StoreEncryption read(Function<String, Optional<String>> source) {
    return new SettingsReader(source).read(StoreEncryption.class);
  }

  /**
   * Reads the file.
   *
   * @throws BadSetting in one sentence that quotes nothing of it
   */
  SealingKeys keys() {
    if (keyFile.isEmpty()) {
      return SealingKeys.NONE;
    }
    try {
      return SealingKeys.parse(Files.readAllLines(Path.of(keyFile)));
    } catch (IOException e) {
      throw new BadSetting(
          KEY_FILE
              + " names the file "
              + keyFile
              + ", which cannot be read ("
              + e.getClass().getSimpleName()
              + ").");
    } catch (IllegalArgumentException e) {
      throw new BadSetting(
          KEY_FILE + " names the file " + keyFile + ", but " + e.getMessage() + ".");
    }
  }
}
