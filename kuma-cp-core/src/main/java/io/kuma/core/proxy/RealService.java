package io.kuma.core.proxy;

import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.snapshot.Reachability;
import io.kuma.model.Kri;
import io.kuma.model.Meta;
import io.kuma.resource.meshservice.MeshService.Identity;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A MeshService, MeshExternalService or MeshMultiZoneService as proxies see it.
 *
 * @param kri without a section
 * @param identities what its instances prove to be
 * @param reachability where it is reached; its {@code tlsReady} counts for all instances
 */
record RealService(
    Kri kri, Meta meta, List<Port> ports, List<Identity> identities, Reachability reachability) {
  RealService {
    ports = List.copyOf(ports);
    identities = List.copyOf(identities);
  }

  /**
   * A port of it.
   *
   * @param name its number, if it has no name
   * @param sources as in {@link Backend}
   */
  record Port(
      int number,
      String name,
      Protocol protocol,
      InstanceSet instances,
      SortedSet<String> sources) {
    Port {
      sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
    }
  }

  Optional<Port> port(int number) {
    return ports.stream().filter(port -> port.number() == number).findFirst();
  }

  /** The port as policies know it that speak of names. */
  ResourcePort byName(Port port) {
    return new ResourcePort(kri.withSection(port.name()), meta.name(), port.number());
  }

  /** The port as policies know it that speak of numbers. */
  ResourcePort byNumber(Port port) {
    return new ResourcePort(
        kri.withSection(Integer.toString(port.number())), meta.name(), port.number());
  }
}
