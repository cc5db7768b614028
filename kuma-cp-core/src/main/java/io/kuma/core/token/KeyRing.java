package io.kuma.core.token;

import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import io.kuma.resource.secret.Secret;

/**
 * Where the signing keys of one kind of token are kept, each in a secret named {@code
 * <prefix>-<serial>}, and where it is written which tokens do not count any more (contract 4.5).
 *
 * @param type secrets of a mesh, or global ones
 * @param mesh whose secrets; empty for global ones
 * @param revocations of a global secret with the identifiers of tokens that do not count
 */
record KeyRing(
    ResourceType<? extends Spec> type, String mesh, String prefix, ResourceKey revocations) {

  /** Of the tokens of a mesh's proxies. */
  static KeyRing dataplanes(String mesh) {
    return new KeyRing(
        CoreTypes.SECRET,
        mesh,
        SigningKeys.dataplanePrefix(mesh),
        CoreTypes.GLOBAL_SECRET.key("", DataplaneTokens.REVOCATIONS + mesh));
  }

  /** Of users' tokens. */
  static KeyRing users() {
    return global(SigningKeys.USER_PREFIX, "user-token-revocations");
  }

  /** Of the tokens of zone proxies. */
  static KeyRing zones() {
    return global(SigningKeys.ZONE_PREFIX, "zone-token-revocations");
  }

  private static KeyRing global(String prefix, String revocations) {
    return new KeyRing(
        CoreTypes.GLOBAL_SECRET, "", prefix, CoreTypes.GLOBAL_SECRET.key("", revocations));
  }

  ResourceKey key(int serial) {
    return type.key(mesh, prefix + "-" + serial);
  }

  /** How the contract says that there is no key of that serial. */
  String missing(int serial) {
    String secret = prefix + "-" + serial;
    String where =
        type.scope() == Scope.MESH
            ? "Secret of name \"" + secret + "\" in mesh \"" + mesh + "\""
            : "GlobalSecret of name \"" + secret + "\"";
    return "there is no signing key with KID "
        + serial
        + ". "
        + where
        + " is not found. If signing key was rotated, regenerate the token";
  }

  static byte[] content(Spec secret) {
    return secret instanceof Secret ofMesh ? ofMesh.content() : ((GlobalSecret) secret).content();
  }
}
