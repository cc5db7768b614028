package io.kuma.cp.boot;

import io.kuma.core.store.SealingKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The keys that secrets are sealed with in the store, from one of two sources, see docs/secrets.md.
 * Settings of ours: the contract knows none, and so {@code GET /config} does not show them.
 *
 * @param keyFile a file of keys; empty for none
 * @param credentialStore a file that Elytron keeps credentials in; empty for none
 * @param credentialStorePassword what opens it
 * @param credentialAliases under which it has keys; the first seals
 */
record StoreEncryption(
    @Setting(env = StoreEncryption.KEY_FILE) String keyFile,
    @Setting(env = StoreEncryption.CREDENTIAL_STORE) String credentialStore,
    @Setting(env = StoreEncryption.PASSWORD) HiddenText credentialStorePassword,
    @Setting(env = StoreEncryption.ALIASES) List<String> credentialAliases) {
  private static final String KEY_FILE = "KUMA_STORE_ENCRYPTION_KEY_FILE";
  private static final String CREDENTIAL_STORE = "KUMA_STORE_ENCRYPTION_CREDENTIAL_STORE";
  private static final String PASSWORD = "KUMA_STORE_ENCRYPTION_CREDENTIAL_STORE_PASSWORD";
  private static final String ALIASES = "KUMA_STORE_ENCRYPTION_CREDENTIAL_ALIASES";

  static StoreEncryption read(Function<String, Optional<String>> source) {
    return new SettingsReader(source).read(StoreEncryption.class);
  }

  /**
   * Reads the keys; {@link SealingKeys#NONE} to seal nothing.
   *
   * @throws BadSetting in one sentence that quotes nothing of them
   */
  SealingKeys keys() {
    check();
    if (!keyFile.isEmpty()) {
      return fromFile();
    }
    return credentialStore.isEmpty() ? SealingKeys.NONE : fromCredentialStore();
  }

  private void check() {
    boolean password = !credentialStorePassword.reveal().isEmpty();
    if (!keyFile.isEmpty() && !credentialStore.isEmpty()) {
      throw new BadSetting(
          KEY_FILE + " and " + CREDENTIAL_STORE + " both name keys: set one of them.");
    }
    if (credentialStore.isEmpty() == password
        || credentialStore.isEmpty() != credentialAliases.isEmpty()) {
      throw new BadSetting(
          CREDENTIAL_STORE
              + ", "
              + PASSWORD
              + " and "
              + ALIASES
              + " belong together: set all or none.");
    }
  }

  private SealingKeys fromFile() {
    try {
      return SealingKeys.parse(Files.readAllLines(Path.of(keyFile)));
    } catch (IOException e) {
      throw unreadable(KEY_FILE, keyFile, e);
    } catch (IllegalArgumentException e) {
      throw wrong(KEY_FILE, keyFile, e);
    }
  }

  private SealingKeys fromCredentialStore() {
    try {
      CredentialStoreFile file =
          CredentialStoreFile.open(
              Path.of(credentialStore), credentialStorePassword.reveal().toCharArray());
      Map<String, String> texts = new LinkedHashMap<>();
      for (String alias : credentialAliases) {
        texts.put("what it has under " + alias, text(file, alias));
      }
      return SealingKeys.of(texts);
    } catch (IOException e) {
      throw e.getCause() instanceof UnrecoverableKeyException
          ? new BadSetting(PASSWORD + " does not open the file " + credentialStore + ".")
          : unreadable(CREDENTIAL_STORE, credentialStore, e);
    } catch (GeneralSecurityException e) {
      throw new BadSetting(
          CREDENTIAL_STORE
              + " names the file "
              + credentialStore
              + ", which is no credential store in a key store of type JCEKS or PKCS12 ("
              + e.getClass().getSimpleName()
              + ").");
    } catch (IllegalArgumentException e) {
      throw wrong(CREDENTIAL_STORE, credentialStore, e);
    }
  }

  private String text(CredentialStoreFile file, String alias) throws GeneralSecurityException {
    return file.password(alias)
        .orElseThrow(
            () ->
                new BadSetting(
                    ALIASES
                        + " names "
                        + alias
                        + ", under which the file "
                        + credentialStore
                        + " has no clear password."));
  }

  private static BadSetting unreadable(String setting, String file, IOException failure) {
    return new BadSetting(
        setting
            + " names the file "
            + file
            + ", which cannot be read ("
            + failure.getClass().getSimpleName()
            + ").");
  }

  private static BadSetting wrong(String setting, String file, IllegalArgumentException failure) {
    return new BadSetting(
        setting + " names the file " + file + ", but " + failure.getMessage() + ".");
  }
}
