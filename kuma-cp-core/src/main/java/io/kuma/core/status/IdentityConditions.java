package io.kuma.core.status;

import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.ca.MeshAuthorities;
import io.kuma.core.ca.MeshAuthorities.AuthorityUnavailable;
import io.kuma.core.identity.SpiffeIds;
import io.kuma.core.identity.WorkloadIdentities;
import io.kuma.model.Condition;
import io.kuma.model.Resource;
import io.kuma.model.template.TemplateFault;
import io.kuma.resource.mesh.Mesh.MeshServices;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.meshidentity.MeshIdentityStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What holds of a MeshIdentity: whether its provider works, and whether the mesh trusts it. What
 * cannot be is said, with the reason.
 *
 * @param mode where the mesh uses MeshServices
 * @param authorities of the mesh
 * @param trusts is told of every authority that is to be trusted
 */
record IdentityConditions(
    MeshServices.Mode mode, SpiffeIds spiffeIds, MeshAuthorities authorities, Trusts trusts) {
  private static final String PROVIDER = "Provider";
  private static final String TRUST = "MeshTrustCreated";

  Resource<MeshIdentity> of(Resource<MeshIdentity> identity) {
    List<Condition> conditions = new ArrayList<>(observed(identity));
    boolean works =
        conditions.stream().allMatch(condition -> condition.status() == Condition.Status.True);
    conditions.add(
        works
            ? holds("Ready", "Ready", "Successfully initialized")
            : fails("Ready", "Failure", "One of initialization steps failed"));
    return identity.withStatus(new MeshIdentityStatus(conditions));
  }

  private List<Condition> observed(Resource<MeshIdentity> identity) {
    if (!WorkloadIdentities.isPossible(mode)) {
      return List.of(
          fails(
              "DependenciesReady",
              "MeshServicesDisabled",
              "MeshIdentity requires MeshServices to be enabled on the mesh. To enable, set"
                  + " `spec.meshServices.mode: Exclusive` on the mesh."));
    }
    MeshIdentity.Provider provider = identity.spec().provider();
    if (provider == null) {
      return List.of(fails(PROVIDER, "ProviderNotFoundError", "no provider is set"));
    }
    if (provider.type() != MeshIdentity.Provider.Type.Bundled) {
      return List.of(
          fails(
              PROVIDER,
              "ProviderNotFoundError",
              "provider: " + provider.type().name() + " not found"));
    }
    CertificateAuthority authority;
    try {
      authority = authorities.get(identity);
    } catch (AuthorityUnavailable e) {
      return List.of(fails(PROVIDER, "ProviderValidationError", String.valueOf(e.getMessage())));
    }
    Condition initialized =
        holds(PROVIDER, "ProviderInitialized", "Provider successfully initialized");
    return WorkloadIdentities.bringsTrust(identity.spec())
        ? List.of(initialized, trusted(identity, authority))
        : List.of(initialized);
  }

  private Condition trusted(Resource<MeshIdentity> identity, CertificateAuthority authority) {
    Optional<String> problem;
    try {
      problem = trusts.add(identity, spiffeIds.trustDomain(identity), authority);
    } catch (TemplateFault e) {
      problem = Optional.of("the trust domain cannot be made: " + e.message());
    }
    return problem
        .map(reason -> fails(TRUST, "MeshTrustCreationError", reason))
        .orElseGet(
            () -> holds(TRUST, "MeshTrustCreated", "MeshTrust has been successfully created"));
  }

  private static Condition holds(String type, String reason, String message) {
    return new Condition(type, Condition.Status.True, reason, message);
  }

  private static Condition fails(String type, String reason, String message) {
    return new Condition(type, Condition.Status.False, reason, message);
  }
}
