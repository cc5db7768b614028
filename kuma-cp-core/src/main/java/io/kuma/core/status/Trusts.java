package io.kuma.core.status;

import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.ca.Pem;
import io.kuma.model.Kri;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.meshtrust.MeshTrust;
import io.kuma.resource.meshtrust.MeshTrust.CaBundle;
import io.kuma.resource.meshtrust.MeshTrust.TrustOrigin;
import io.kuma.resource.meshtrust.MeshTrustStatus;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The MeshTrusts of a mesh, and those that its MeshIdentities bring: of the identity's name, and
 * with its authority. They outlive it, and keep its older authorities: who has a certificate of
 * these is still believed, until somebody takes them out.
 */
record Trusts(Draft<MeshTrust> draft, Instant now) {

  /**
   * Has an identity's authority trusted.
   *
   * @return why that cannot be
   */
  Optional<String> add(
      Resource<MeshIdentity> identity, String trustDomain, CertificateAuthority authority) {
    ResourceKey key = CoreTypes.MESH_TRUST.key(identity.mesh(), identity.name());
    Optional<Resource<MeshTrust>> found =
        draft.all().stream().filter(trust -> trust.key().equals(key)).findFirst();
    if (found.isEmpty()) {
      draft.create(made(key, identity, trustDomain, authority), now);
      return Optional.empty();
    }
    MeshTrust trust = found.get().spec();
    if (!trust.trustDomain().equals(trustDomain)) {
      return Optional.of(
          "%s is about the trust domain %s, not %s"
              .formatted(key, trust.trustDomain(), trustDomain));
    }
    List<X509Certificate> missing = new ArrayList<>(authority.chain());
    missing.removeAll(trusted(trust));
    if (!missing.isEmpty()) {
      draft.replace(found.get().withSpec(with(trust, missing)));
    }
    return Optional.empty();
  }

  private static Resource<MeshTrust> made(
      ResourceKey key,
      Resource<MeshIdentity> identity,
      String trustDomain,
      CertificateAuthority authority) {
    MeshTrust trust = new MeshTrust(null, trustDomain, List.of(bundle(authority.certificatePem())));
    String kri = Kri.of(CoreTypes.MESH_IDENTITY, identity.meta()).orElseThrow().toString();
    return new Resource<>(Meta.of(key), trust, new MeshTrustStatus(new TrustOrigin(kri)));
  }

  private static MeshTrust with(MeshTrust trust, List<X509Certificate> more) {
    List<CaBundle> bundles = new ArrayList<>(trust.caBundles());
    bundles.add(bundle(more.stream().map(Pem::of).collect(Collectors.joining())));
    return new MeshTrust(trust.origin(), trust.trustDomain(), bundles);
  }

  private static Set<X509Certificate> trusted(MeshTrust trust) {
    Set<X509Certificate> certificates = new HashSet<>();
    for (CaBundle bundle : trust.caBundles()) {
      if (bundle.pem() != null) {
        certificates.addAll(Pem.certificates(bundle.pem().value()));
      }
    }
    return certificates;
  }

  private static CaBundle bundle(String pem) {
    return new CaBundle(CaBundle.Type.Pem, new MeshTrust.Pem(pem));
  }
}
