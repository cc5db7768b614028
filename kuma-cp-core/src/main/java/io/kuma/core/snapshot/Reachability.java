package io.kuma.core.snapshot;

import io.kuma.model.Vip;
import io.kuma.resource.hostnamegenerator.Address;
import io.kuma.resource.meshexternalservice.MeshExternalServiceStatus;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneServiceStatus;
import io.kuma.resource.meshservice.MeshServiceStatus;
import io.kuma.resource.meshservice.MeshServiceStatus.Tls;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a status that proxies are configured by: what a destination is called, and whether
 * TLS is spoken with it. The rest, such as counts of proxies, changes all the time and concerns
 * nobody.
 *
 * @param vips its virtual IP addresses
 * @param hostnames its names, in their order
 * @param tlsReady whether every proxy that provides it has a certificate
 */
public record Reachability(List<String> vips, List<String> hostnames, boolean tlsReady) {
  /** Of a resource that is no destination, or of which nothing was observed yet. */
  public static final Reachability NONE = new Reachability(List.of(), List.of(), false);

  public Reachability {
    vips = List.copyOf(vips);
    hostnames = List.copyOf(hostnames);
  }

  public static Reachability of(@Nullable Record status) {
    if (status instanceof MeshServiceStatus service) {
      return new Reachability(
          ips(service.vips()),
          names(service.addresses()),
          service.tls() != null && service.tls().status() == Tls.Status.Ready);
    } else if (status instanceof MeshExternalServiceStatus service) {
      return new Reachability(
          ips(service.vip() == null ? null : List.of(service.vip())),
          names(service.addresses()),
          false);
    } else if (status instanceof MeshMultiZoneServiceStatus service) {
      return new Reachability(ips(service.vips()), names(service.addresses()), false);
    }
    return NONE;
  }

  private static List<String> ips(@Nullable List<Vip> vips) {
    return vips == null ? List.of() : vips.stream().map(Vip::ip).filter(Objects::nonNull).toList();
  }

  private static List<String> names(@Nullable List<Address> addresses) {
    return addresses == null
        ? List.of()
        : addresses.stream().map(Address::hostname).filter(Objects::nonNull).toList();
  }
}
