package io.kuma.core.status;

import io.kuma.core.hostname.DestinationNames;
import io.kuma.core.service.VirtualAddresses;
import io.kuma.core.snapshot.Reachability;
import io.kuma.model.Destination;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.Vip;
import io.kuma.resource.hostnamegenerator.Address;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import io.kuma.resource.hostnamegenerator.HostnameGeneratorStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Under which addresses and names clients find the destinations of one type. An address that was
 * given is in the destination's status and stays, whoever computes it next: after a restart, on
 * another control plane.
 */
final class Addressing {
  private static final Comparator<Resource<? extends Destination>> OLDEST_FIRST =
      Comparator.comparing((Resource<? extends Destination> it) -> it.meta().created())
          .thenComparing(Resource::key);

  private final Map<ResourceKey, String> vips;
  private final Map<ResourceKey, DestinationNames> names;

  /**
   * Addresses destinations, all of one type and mesh.
   *
   * @throws IllegalStateException if the pool has not enough addresses
   */
  Addressing(
      Collection<? extends Resource<? extends Destination>> destinations,
      VirtualAddresses pool,
      Collection<Resource<HostnameGenerator>> generators,
      String localZone) {
    List<Resource<? extends Destination>> oldestFirst = new ArrayList<>(destinations);
    oldestFirst.sort(OLDEST_FIRST);
    Map<ResourceKey, Optional<String>> current = new LinkedHashMap<>();
    oldestFirst.forEach(
        destination ->
            current.put(
                destination.key(),
                Reachability.of(destination.status()).vips().stream().findFirst()));
    vips = pool.assign(current);
    names = DestinationNames.assign(generators, destinations, localZone);
  }

  Vip vip(Resource<?> destination) {
    return new Vip(vips.get(destination.key()));
  }

  /** Null, which the wire leaves out, if there are none. */
  @Nullable List<Address> addresses(Resource<?> destination) {
    return nullIfEmpty(namesOf(destination).addresses());
  }

  /** Null, which the wire leaves out, if there are none. */
  @Nullable List<HostnameGeneratorStatus> generators(Resource<?> destination) {
    return nullIfEmpty(namesOf(destination).generators());
  }

  private DestinationNames namesOf(Resource<?> destination) {
    return names.getOrDefault(destination.key(), DestinationNames.NONE);
  }

  private static <T> @Nullable List<T> nullIfEmpty(List<T> list) {
    return list.isEmpty() ? null : list;
  }
}
