package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kuma.core.store.SealingKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wildfly.security.auth.server.IdentityCredentials;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.credential.store.CredentialStore;
import org.wildfly.security.credential.store.CredentialStore.CredentialSourceProtectionParameter;
import org.wildfly.security.credential.store.WildFlyElytronCredentialStoreProvider;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.ClearPassword;

/** Keys in credential stores that Elytron itself makes. */
class CredentialStoreKeysTest {
  private static final String PREFIX = "KUMA_STORE_ENCRYPTION_";
  private static final String ZEROS = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String ONES = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final String WRONG = "confidential";

  private final Map<String, String> environment = new HashMap<>();
  private final Path file;

  CredentialStoreKeysTest(@TempDir Path directory) {
    file = directory.resolve("credentials");
  }

  @BeforeEach
  void setAll() throws GeneralSecurityException {
    make("JCEKS");
    environment.put(PREFIX + "CREDENTIAL_STORE", file.toString());
    environment.put(PREFIX + "CREDENTIAL_STORE_PASSWORD", "open sesame");
    environment.put(PREFIX + "CREDENTIAL_ALIASES", "zeros");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JCEKS", "PKCS12"})
  void readsKeysInTheOrderOfTheAliases(String type) throws IOException, GeneralSecurityException {
    Files.delete(file);
    make(type);
    environment.put(PREFIX + "CREDENTIAL_ALIASES", "zeros, ones");
    assertThat(keys()).hasToString("SealingKeys[66687aad, 72cd6e84]");
    environment.put(PREFIX + "CREDENTIAL_ALIASES", "ones,zeros");
    assertThat(keys()).hasToString("SealingKeys[72cd6e84, 66687aad]");
    environment.put(PREFIX + "CREDENTIAL_ALIASES", "ones");
    assertThat(keys()).hasToString("SealingKeys[72cd6e84]");
  }

  @Test
  void refusesAnotherPassword() {
    environment.put(PREFIX + "CREDENTIAL_STORE_PASSWORD", WRONG);
    refuses(PREFIX + "CREDENTIAL_STORE_PASSWORD does not open the file " + file + ".");
  }

  @Test
  void namesTheAliasThatIsMissing() {
    environment.put(PREFIX + "CREDENTIAL_ALIASES", "zeros,gone");
    refuses(
        PREFIX
            + "CREDENTIAL_ALIASES names gone, under which the file "
            + file
            + " has no clear password.");
  }

  @Test
  void namesTheAliasOfWhatIsNoKeyAndNeverWhatItIs() {
    environment.put(PREFIX + "CREDENTIAL_ALIASES", "zeros,wrong");
    refuses(
        PREFIX
            + "CREDENTIAL_STORE names the file "
            + file
            + ", but what it has under wrong is not 32 bytes in Base64.");
  }

  @Test
  void refusesAFileThatIsNoCredentialStoreOrIsNotThere() throws IOException {
    Files.writeString(file, WRONG);
    refuses(
        PREFIX
            + "CREDENTIAL_STORE names the file "
            + file
            + ", which is no credential store in a key store of type JCEKS or PKCS12"
            + " (KeyStoreException).");
    Files.delete(file);
    refuses(
        PREFIX
            + "CREDENTIAL_STORE names the file "
            + file
            + ", which cannot be read (NoSuchFileException).");
  }

  @Test
  void refusesTwoSources() {
    environment.put(PREFIX + "KEY_FILE", "/etc/kuma/store.keys");
    refuses(
        PREFIX + "KEY_FILE and " + PREFIX + "CREDENTIAL_STORE both name keys: set one of them.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STORE", "STORE_PASSWORD", "ALIASES"})
  void refusesAPart(String missing) {
    environment.remove(PREFIX + "CREDENTIAL_" + missing);
    refuses(
        PREFIX
            + "CREDENTIAL_STORE, "
            + PREFIX
            + "CREDENTIAL_STORE_PASSWORD and "
            + PREFIX
            + "CREDENTIAL_ALIASES belong together: set all or none.");
  }

  @Test
  void showsNoPassword() {
    assertThat(read().toString()).contains("zeros").doesNotContain("sesame");
  }

  private void refuses(String sentence) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(this::keys)
        .withMessage(sentence)
        .withMessageNotContaining(WRONG)
        .withNoCause();
  }

  private SealingKeys keys() {
    return read().keys();
  }

  private StoreEncryption read() {
    return StoreEncryption.read(name -> Optional.ofNullable(environment.get(name)));
  }

  private void make(String type) throws GeneralSecurityException {
    CredentialStore store =
        CredentialStore.getInstance(
            "KeyStoreCredentialStore", WildFlyElytronCredentialStoreProvider.getInstance());
    store.initialize(
        Map.of("location", file.toString(), "keyStoreType", type, "create", "true"),
        new CredentialSourceProtectionParameter(
            IdentityCredentials.NONE.withCredential(clear("open sesame"))),
        new Provider[] {WildFlyElytronPasswordProvider.getInstance()});
    store.store("zeros", clear(ZEROS));
    store.store("ones", clear(ONES));
    store.store("wrong", clear(WRONG));
    store.flush();
  }

  private static PasswordCredential clear(String text) {
    return new PasswordCredential(
        ClearPassword.createRaw(ClearPassword.ALGORITHM_CLEAR, text.toCharArray()));
  }
}
