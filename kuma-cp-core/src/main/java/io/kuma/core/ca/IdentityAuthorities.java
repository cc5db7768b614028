package io.kuma.core.ca;

import io.kuma.core.manager.ResourceManager;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshidentity.AuthoritySecrets;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * The authorities that the control plane makes for MeshIdentities, kept in two secrets of the mesh.
 * They go with the identity.
 */
public record IdentityAuthorities(Clock clock, SecureRandom random) {

  /** Makes the authority of an identity, unless there is one. */
  public void ensure(Resource<MeshIdentity> identity, String trustDomain, ResourceManager manager) {
    ResourceKey certificate = certificateKey(identity);
    if (manager.find(CoreTypes.SECRET, certificate).isPresent()) {
      return;
    }
    CertificateAuthority made = make(trustDomain);
    store(certificate, made.certificatePem(), identity.key(), manager);
    store(privateKeyKey(identity), made.keyPem(), identity.key(), manager);
  }

  /** An authority that nobody has yet. */
  public CertificateAuthority make(String trustDomain) {
    return CertificateAuthority.forMesh(
        trustDomain, BuiltinSettings.DEFAULT, clock.instant(), random);
  }

  /** The secret that holds the certificate. */
  public static ResourceKey certificateKey(Resource<MeshIdentity> identity) {
    return CoreTypes.SECRET.key(identity.mesh(), AuthoritySecrets.certificate(identity.meta()));
  }

  /** The secret that holds the private key. */
  public static ResourceKey privateKeyKey(Resource<MeshIdentity> identity) {
    return CoreTypes.SECRET.key(identity.mesh(), AuthoritySecrets.privateKey(identity.meta()));
  }

  private static void store(
      ResourceKey key, String pem, ResourceKey owner, ResourceManager manager) {
    Secret secret = Secret.of(pem.getBytes(StandardCharsets.US_ASCII));
    manager.create(CoreTypes.SECRET, Resource.of(key, secret), owner);
  }
}
