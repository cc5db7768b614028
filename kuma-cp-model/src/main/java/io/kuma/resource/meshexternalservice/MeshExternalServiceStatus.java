package io.kuma.resource.meshexternalservice;

import io.kuma.model.Doc;
import io.kuma.model.Vip;
import io.kuma.resource.hostnamegenerator.Address;
import io.kuma.resource.hostnamegenerator.HostnameGeneratorStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the control plane observed of a {@link MeshExternalService}. */
@Doc("What the control plane observed of the service.")
public record MeshExternalServiceStatus(
    @Doc("The virtual address that it has.") @Nullable Vip vip,
    @Doc("The host names that it has.") @Nullable List<Address> addresses,
    @Doc("What came of the generators that select it.")
        @Nullable List<HostnameGeneratorStatus> hostnameGenerators) {

  public MeshExternalServiceStatus {
    addresses = addresses == null ? null : List.copyOf(addresses);
    hostnameGenerators = hostnameGenerators == null ? null : List.copyOf(hostnameGenerators);
  }
}
