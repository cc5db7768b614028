package io.kuma.core.token;

import java.security.interfaces.RSAPublicKey;
import java.util.List;

/**
 * Whose tokens of one kind count, and whether the control plane signs any itself (contract 4.5).
 *
 * @param issuing whether it signs; where all tokens are signed elsewhere it need not
 * @param secrets whether the keys count that are kept in secrets
 * @param keys that count besides, whose other halves the control plane never sees
 */
public record TokenTrust(boolean issuing, boolean secrets, List<PublicKey> keys) {
  /** Signs with the keys that are kept in secrets, and trusts those alone. */
  public static final TokenTrust OWN = new TokenTrust(true, true, List.of());

  /**
   * A key that verifies.
   *
   * @param kid how tokens name it; any text
   * @param mesh whose proxies' tokens it verifies; empty for those of all meshes, and for tokens
   *     that belong to none
   */
  public record PublicKey(String kid, String mesh, RSAPublicKey key) {}

  public TokenTrust {
    keys = List.copyOf(keys);
  }

  /** Those that count in a mesh and are called like this. */
  List<RSAPublicKey> find(String mesh, String kid) {
    return keys.stream()
        .filter(key -> key.mesh().isEmpty() || key.mesh().equals(mesh))
        .filter(key -> key.kid().equals(kid))
        .map(PublicKey::key)
        .toList();
  }
}
