package io.kuma.resource.meshidentity;

import io.kuma.model.Meta;

/**
 * How the secrets are called that hold the authority of a MeshIdentity, where nobody gave it one.
 */
public final class AuthoritySecrets {
  private AuthoritySecrets() {}

  /** The certificate. */
  public static String certificate(Meta identity) {
    return identity.displayName() + "-root-ca";
  }

  public static String privateKey(Meta identity) {
    return identity.displayName() + "-private-key";
  }
}
