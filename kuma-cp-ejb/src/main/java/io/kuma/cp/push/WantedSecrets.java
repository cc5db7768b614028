package io.kuma.cp.push;

import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.ca.Identity;
import io.kuma.core.ca.MeshAuthorities;
import io.kuma.core.ca.MeshAuthorities.AuthorityUnavailable;
import io.kuma.core.identity.TrustDomain;
import io.kuma.core.identity.WorkloadIdentity;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.cp.push.ProxySecrets.Trust;
import io.kuma.cp.push.ProxySecrets.Wanted;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.meshidentity.MeshIdentity.Bundled;
import io.kuma.resource.meshidentity.MeshIdentity.CertificateParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out which secrets a proxy is to have by its model, and who signs them. */
record WantedSecrets(MeshAuthorities authorities) {
  private static final Duration DEFAULT_LIFETIME = Duration.ofHours(24);

  /**
   * None for a proxy that has no certificate.
   *
   * @throws AuthorityUnavailable if the authority cannot be used; the proxy must not go without
   */
  @Nullable Wanted of(MeshSnapshot snapshot, ProxyModel model) {
    MutualTls tls = model.mutualTls().orElse(null);
    if (tls == null) {
      return null;
    }
    Optional<Identity> byMesh =
        authorities.identity(snapshot.mesh(), snapshot.settings(), uris(tls));
    Optional<WorkloadIdentity> workload = tls.identity();
    Identity identity = workload.map(own -> identity(snapshot, own)).or(() -> byMesh).orElse(null);
    if (identity == null) {
      return null;
    }
    String backend =
        workload
            .map(own -> own.kri().toString())
            .or(
                () ->
                    snapshot.settings().enabledMtlsBackend().map(CertificateAuthorityBackend::name))
            .orElse("");
    return new Wanted(
        identity,
        backend,
        model.naming().identitySecret(tls),
        model.naming().authoritySecret(tls),
        tls.usesTrustDomains()
            ? domains(snapshot, byMesh.map(Identity::authority))
            : new Trust.OneAuthority(identity.authority()));
  }

  private static List<String> uris(MutualTls tls) {
    List<String> uris = new ArrayList<>();
    tls.services().forEach(service -> uris.add(tls.spiffeId(service)));
    tls.tags()
        .forEach((tag, values) -> values.forEach(value -> uris.add(MutualTls.tagUri(tag, value))));
    return uris;
  }

  private Identity identity(MeshSnapshot snapshot, WorkloadIdentity workload) {
    Resource<MeshIdentity> identity =
        snapshot.find(CoreTypes.MESH_IDENTITY, workload.key()).orElseThrow();
    return new Identity(
        authorities.get(identity), List.of(workload.spiffeId()), lifetime(identity.spec()));
  }

  private static Duration lifetime(MeshIdentity identity) {
    return Optional.ofNullable(identity.provider())
        .map(MeshIdentity.Provider::bundled)
        .map(Bundled::certificateParameters)
        .map(CertificateParameters::expiry)
        .filter(expiry -> !expiry.isZero())
        .orElse(DEFAULT_LIFETIME);
  }

  /** Whoever speaks of the mesh's own domain too adds to it, and does not replace it. */
  private static Trust domains(MeshSnapshot snapshot, Optional<CertificateAuthority> ofMesh) {
    List<TrustDomain> domains = new ArrayList<>(TrustDomain.of(snapshot));
    ofMesh.ifPresent(
        authority -> {
          String others =
              domains.stream()
                  .filter(domain -> domain.name().equals(snapshot.mesh()))
                  .map(TrustDomain::certificates)
                  .findFirst()
                  .orElse("");
          domains.removeIf(domain -> domain.name().equals(snapshot.mesh()));
          domains.add(0, new TrustDomain(snapshot.mesh(), authority.certificatePem() + others));
        });
    return new Trust.Domains(domains);
  }
}
