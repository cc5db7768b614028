package io.kuma.core.token;

import io.kuma.core.ca.KeyPairs;
import io.kuma.core.ca.Pem;
import io.kuma.core.manager.Essential;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;
import java.util.Comparator;
import java.util.Optional;

/**
 * RSA keys that sign tokens, each kept in a secret named {@code <prefix>-<serial>}: the highest
 * serial signs, every one that is stored verifies (contract 4.5).
 */
public final class SigningKeys {
  /** Of users' tokens, which belong to no mesh. */
  public static final String USER_PREFIX = "user-token-signing-key";

  /** Of zone proxies' tokens, which belong to no mesh. */
  public static final String ZONE_PREFIX = "zone-token-signing-key";

  static final int FIRST_SERIAL = 1;

  private final ResourceReader reader;

  /**
   * A key.
   *
   * @param serial written into tokens as {@code kid}
   */
  public record SigningKey(int serial, RSAPrivateCrtKey key) {
    /** What verifies. */
    public RSAPublicKey publicKey() {
      try {
        return (RSAPublicKey)
            KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
      } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
        throw new IllegalStateException("this JVM has no RSA", e);
      }
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
      return "SigningKey[" + serial + "]";
    }
  }

  public SigningKeys(ResourceReader reader) {
    this.reader = reader;
  }

  /** The prefix of a mesh's keys for the tokens of its proxies. */
  public static String dataplanePrefix(String mesh) {
    return "dataplane-token-signing-key-" + mesh;
  }

  /** The key that signs now. */
  Optional<SigningKey> findNewest(KeyRing ring) {
    return newest(ring, ring.type());
  }

  private <S extends Spec> Optional<SigningKey> newest(KeyRing ring, ResourceType<S> type) {
    String prefix = ring.prefix() + "-";
    return reader.list(type, type.scope() == Scope.MESH ? ring.mesh() : null).stream()
        .filter(secret -> secret.name().matches("\\Q" + prefix + "\\E\\d{1,9}"))
        .map(secret -> parse(secret, prefix))
        .max(Comparator.comparingInt(SigningKey::serial));
  }

  /** The key of a serial. */
  Optional<SigningKey> find(KeyRing ring, int serial) {
    return reader
        .find(ring.type(), ring.key(serial))
        .map(secret -> parse(secret, ring.prefix() + "-"));
  }

  /** Makes the first key of a mesh, unless there is one. */
  public static void ensureForMesh(String mesh, ResourceManager manager, SecureRandom random) {
    ResourceKey key = CoreTypes.SECRET.key(mesh, dataplanePrefix(mesh) + "-1");
    if (manager.find(CoreTypes.SECRET, key).isEmpty()) {
      manager.create(CoreTypes.SECRET, Resource.of(key, Secret.of(newKey(random))));
    }
  }

  /** The first key of tokens that belong to no mesh. */
  public static Essential<GlobalSecret> essential(String prefix, SecureRandom random) {
    return new Essential<>(
        CoreTypes.GLOBAL_SECRET,
        CoreTypes.GLOBAL_SECRET.key("", prefix + "-" + FIRST_SERIAL),
        () -> GlobalSecret.of(newKey(random)));
  }

  private static byte[] newKey(SecureRandom random) {
    return Pem.of(KeyPairs.rsa(random).getPrivate()).getBytes(StandardCharsets.US_ASCII);
  }

  private static SigningKey parse(Resource<?> secret, String prefix) {
    PrivateKey key =
        Pem.privateKey(new String(KeyRing.content(secret.spec()), StandardCharsets.US_ASCII));
    return new SigningKey(
        Integer.parseInt(secret.name().substring(prefix.length())), (RSAPrivateCrtKey) key);
  }
}
