package io.kuma.core.identity;

import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Kri;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.template.TemplateFault;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh.MeshServices;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.meshidentity.MeshIdentity.Bundled;
import io.kuma.resource.meshidentity.MeshIdentity.MeshTrustCreation;
import io.kuma.resource.meshtrust.MeshTrust;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which proxies of a mesh have which identity now. An identity that makes its own MeshTrust takes
 * effect when that is there: before, nobody would believe its certificates.
 */
public final class WorkloadIdentities {
  private final SpiffeIds spiffeIds;
  private final MeshServices.Mode mode;
  private final List<Resource<MeshIdentity>> identities;
  private final Set<String> trusts;

  /**
   * @param mode where the mesh uses MeshServices
   * @param trusts the MeshTrusts of the mesh
   */
  public WorkloadIdentities(
      SpiffeIds spiffeIds,
      MeshServices.Mode mode,
      List<Resource<MeshIdentity>> identities,
      List<Resource<MeshTrust>> trusts) {
    this.spiffeIds = spiffeIds;
    this.mode = mode;
    this.identities = List.copyOf(identities);
    this.trusts = trusts.stream().map(Resource::name).collect(Collectors.toSet());
  }

  public static WorkloadIdentities of(MeshSnapshot snapshot, SpiffeIds spiffeIds) {
    return new WorkloadIdentities(
        spiffeIds,
        snapshot.settings().meshServicesMode(),
        snapshot.all(CoreTypes.MESH_IDENTITY),
        snapshot.all(CoreTypes.MESH_TRUST));
  }

  /**
   * The identity of a proxy, if it has one.
   *
   * @throws IdentityUnavailable if it is to have one, but lacks what the identity is made from
   */
  public Optional<WorkloadIdentity> find(Resource<Dataplane> dataplane) {
    return MeshIdentities.find(identities, dataplane)
        .filter(this::isInEffect)
        .map(identity -> make(identity, dataplane));
  }

  /** Whether another workload label would give the proxy another identity. */
  public boolean dependsOnWorkload(Resource<Dataplane> dataplane) {
    try {
      return !find(labelled(dataplane, "a")).equals(find(labelled(dataplane, "b")));
    } catch (IdentityUnavailable e) {
      // It has none, whatever its workload is.
      return false;
    }
  }

  private static Resource<Dataplane> labelled(Resource<Dataplane> dataplane, String workload) {
    SortedMap<String, String> labels = new TreeMap<>(dataplane.meta().labels());
    labels.put(Labels.WORKLOAD, workload);
    return dataplane.withMeta(dataplane.meta().withLabels(labels));
  }

  /** Clients know whom to expect from MeshServices only, so without them there are none. */
  public static boolean isPossible(MeshServices.Mode mode) {
    return mode == MeshServices.Mode.Exclusive;
  }

  /** Whether the control plane is to make a MeshTrust of the identity's name. */
  public static boolean bringsTrust(MeshIdentity identity) {
    Bundled bundled = identity.provider() == null ? null : identity.provider().bundled();
    return bundled != null && bundled.meshTrustCreation() != MeshTrustCreation.Disabled;
  }

  private boolean isInEffect(Resource<MeshIdentity> identity) {
    return isPossible(mode)
        && identity.spec().provider() != null
        && identity.spec().provider().type() == MeshIdentity.Provider.Type.Bundled
        && (!bringsTrust(identity.spec()) || trusts.contains(identity.name()));
  }

  private WorkloadIdentity make(Resource<MeshIdentity> identity, Resource<Dataplane> dataplane) {
    try {
      return new WorkloadIdentity(
          identity.key(),
          Kri.of(CoreTypes.MESH_IDENTITY, identity.meta()).orElseThrow(),
          spiffeIds.of(identity, dataplane));
    } catch (TemplateFault e) {
      throw new IdentityUnavailable(
          "%s cannot be made for %s: %s".formatted(identity.key(), dataplane.key(), e.message()),
          e);
    }
  }
}
