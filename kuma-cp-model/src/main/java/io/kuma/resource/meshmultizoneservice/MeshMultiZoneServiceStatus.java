package io.kuma.resource.meshmultizoneservice;

import io.kuma.model.Condition;
import io.kuma.model.Doc;
import io.kuma.model.Vip;
import io.kuma.resource.hostnamegenerator.Address;
import io.kuma.resource.hostnamegenerator.HostnameGeneratorStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the control plane observed of a {@link MeshMultiZoneService}. */
@Doc("What the control plane observed of the service.")
public record MeshMultiZoneServiceStatus(
    @Doc("The host names that it has.") @Nullable List<Address> addresses,
    @Doc("The virtual addresses that it has.") @Nullable List<Vip> vips,
    @Doc("Whether it consists of anything.") @Nullable List<Condition> conditions,
    @Doc("The MeshServices that it consists of.") @Nullable List<MatchedMeshService> meshServices,
    @Doc("What came of the generators that select it.")
        @Nullable List<HostnameGeneratorStatus> hostnameGenerators) {

  public MeshMultiZoneServiceStatus {
    addresses = addresses == null ? null : List.copyOf(addresses);
    vips = vips == null ? null : List.copyOf(vips);
    conditions = conditions == null ? null : List.copyOf(conditions);
    meshServices = meshServices == null ? null : List.copyOf(meshServices);
    hostnameGenerators = hostnameGenerators == null ? null : List.copyOf(hostnameGenerators);
  }

  /** A MeshService that is part of it, by the names that it has everywhere; parts may be empty. */
  public record MatchedMeshService(
      @Doc("Its name.") String name,
      @Doc("Its namespace, on Kubernetes.") String namespace,
      @Doc("The zone that it comes from.") String zone,
      @Doc("Its mesh.") String mesh) {}
}
