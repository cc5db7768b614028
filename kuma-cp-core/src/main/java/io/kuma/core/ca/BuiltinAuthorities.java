package io.kuma.core.ca;

import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/**
 * The authorities that the control plane makes for meshes, kept in secrets of the mesh (contract
 * 3.5).
 */
public record BuiltinAuthorities(Clock clock, SecureRandom random) {

  /** Makes the authority of a backend, unless there is one. */
  public void ensure(String mesh, String backend, ResourceManager manager) {
    if (manager.find(CoreTypes.SECRET, certificateKey(mesh, backend)).isPresent()) {
      return;
    }
    CertificateAuthority made = CertificateAuthority.forMesh(mesh, clock.instant(), random);
    store(certificateKey(mesh, backend), made.certificatePem(), manager);
    store(privateKeyKey(mesh, backend), made.keyPem(), manager);
  }

  /** The authority of a backend; empty if its secrets are not there. */
  public static Optional<CertificateAuthority> find(
      String mesh, String backend, ResourceReader reader) {
    Optional<String> certificate = text(certificateKey(mesh, backend), reader);
    Optional<String> key = text(privateKeyKey(mesh, backend), reader);
    return certificate.flatMap(pem -> key.map(keyPem -> CertificateAuthority.parse(pem, keyPem)));
  }

  static ResourceKey certificateKey(String mesh, String backend) {
    return CoreTypes.SECRET.key(mesh, mesh + ".ca-builtin-cert-" + backend);
  }

  static ResourceKey privateKeyKey(String mesh, String backend) {
    return CoreTypes.SECRET.key(mesh, mesh + ".ca-builtin-key-" + backend);
  }

  private static Optional<String> text(ResourceKey key, ResourceReader reader) {
    return reader
        .find(CoreTypes.SECRET, key)
        .map(secret -> new String(secret.spec().content(), StandardCharsets.UTF_8));
  }

  private static void store(ResourceKey key, String pem, ResourceManager manager) {
    Secret secret = Secret.of(pem.getBytes(StandardCharsets.UTF_8));
    manager.create(CoreTypes.SECRET, Resource.of(key, secret));
  }
}
