package io.kuma.core.proxy;

import io.kuma.core.match.ReferenceIndex;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh.MeshServices.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ports of real services that a proxy can be an outbound for (contract 2.8, {@code _layout}).
 */
public final class Destinations {
  private Destinations() {}

  /** A port of a real service, with the identifier by which policies reach it. */
  public record Port(Kri kri, int number, Protocol protocol) {}

  /**
   * Those that the Dataplane lists; if it lists none that exists, all that are not out of its
   * reach. Sorted by identifier, each once.
   */
  public static List<Port> of(MeshSnapshot snapshot, Resource<Dataplane> dataplane, Mode mode) {
    ServiceReferences references =
        new ServiceReferences(ReferenceIndex.of(snapshot), RealServices.of(snapshot));
    List<Port> listed =
        sorted(
            ListedOutbounds.found(dataplane, references)
                .map(found -> port(found.service(), found.port())));
    return listed.isEmpty()
        ? sorted(
            new ReachableServices(dataplane, mode, references)
                .all().stream()
                    .flatMap(
                        reachable ->
                            reachable.ports().stream()
                                .map(port -> port(reachable.service(), port))))
        : listed;
  }

  private static List<Port> sorted(Stream<Port> ports) {
    return ports.distinct().sorted(Comparator.comparing(port -> port.kri().toString())).toList();
  }

  private static Port port(RealService service, RealService.Port port) {
    return new Port(service.byName(port).kri(), port.number(), port.protocol());
  }
}
