package io.kuma.cp.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.util.Map;
import java.util.Optional;
import org.wildfly.security.auth.server.IdentityCredentials;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.credential.store.CredentialStore;
import org.wildfly.security.credential.store.CredentialStore.CredentialSourceProtectionParameter;
import org.wildfly.security.credential.store.WildFlyElytronCredentialStoreProvider;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.ClearPassword;

/**
 * A credential store of Elytron's in a file, as the server's subsystem and {@code elytron-tool}
 * make it. Nothing else here knows Elytron, which the JVM that runs before the server has only if
 * it is needed.
 */
final class CredentialStoreFile {
  private final CredentialStore store;

  private CredentialStoreFile(CredentialStore store) {
    this.store = store;
  }

  /**
   * Opens it to be read.
   *
   * @throws IOException if the file cannot be read; caused by {@link
   *     java.security.UnrecoverableKeyException} if the password is another
   * @throws GeneralSecurityException if it is nothing of the kind
   */
  static CredentialStoreFile open(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    CredentialStore store =
        CredentialStore.getInstance(
            "KeyStoreCredentialStore", WildFlyElytronCredentialStoreProvider.getInstance());
    store.initialize(
        Map.of(
            "location", file.toString(), "keyStoreType", type(file, password), "create", "false"),
        new CredentialSourceProtectionParameter(
            IdentityCredentials.NONE.withCredential(
                new PasswordCredential(
                    ClearPassword.createRaw(ClearPassword.ALGORITHM_CLEAR, password)))),
        new Provider[] {WildFlyElytronPasswordProvider.getInstance()});
    return new CredentialStoreFile(store);
  }

  /** The JDK can tell, and says more clearly than Elytron what is wrong. */
  private static String type(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    Files.newInputStream(file).close();
    return KeyStore.getInstance(file.toFile(), password).getType();
  }

  /** The clear password of this alias, if there is one. */
  Optional<String> password(String alias) throws GeneralSecurityException {
    return Optional.ofNullable(
            store.retrieve(alias, PasswordCredential.class, ClearPassword.ALGORITHM_CLEAR))
        .map(credential -> credential.getPassword(ClearPassword.class))
        .map(clear -> new String(clear.getPassword()));
  }
}
