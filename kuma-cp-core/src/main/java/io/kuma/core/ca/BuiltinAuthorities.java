package io.kuma.core.ca;

import io.kuma.core.manager.ResourceManager;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * The authorities that the control plane makes for meshes, kept in two secrets of the mesh
 * (contract 3.5).
 */
public record BuiltinAuthorities(Clock clock, SecureRandom random) {

  /**
   * Makes the authority of a backend, unless there is one. An authority of which half is lost is
   * not replaced.
   */
  public void ensure(String mesh, CertificateAuthorityBackend backend, ResourceManager manager) {
    ResourceKey certificate = certificateKey(mesh, backend.name());
    if (manager.find(CoreTypes.SECRET, certificate).isPresent()) {
      return;
    }
    CertificateAuthority made =
        CertificateAuthority.forMesh(
            mesh, BuiltinSettings.of(backend.conf()), clock.instant(), random);
    store(certificate, made.certificatePem(), manager);
    store(privateKeyKey(mesh, backend.name()), made.keyPem(), manager);
  }

  /** The secret that holds the certificate of a backend. */
  public static ResourceKey certificateKey(String mesh, String backend) {
    return CoreTypes.SECRET.key(mesh, mesh + ".ca-builtin-cert-" + backend);
  }

  /** The secret that holds the private key of a backend. */
  public static ResourceKey privateKeyKey(String mesh, String backend) {
    return CoreTypes.SECRET.key(mesh, mesh + ".ca-builtin-key-" + backend);
  }

  private static void store(ResourceKey key, String pem, ResourceManager manager) {
    Secret secret = Secret.of(pem.getBytes(StandardCharsets.US_ASCII));
    manager.create(CoreTypes.SECRET, Resource.of(key, secret));
  }
}
