package io.kuma.core.snapshot;

import io.kuma.core.snapshot.ReadyInbounds.ReadyInbound;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshService.Port;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who provides which port of a MeshService: the inbounds, of the proxies that it selects, that its
 * target port means. Made once for each snapshot in which MeshServices or Dataplanes changed; lists
 * that did not change are the objects of the snapshot before.
 *
 * <p>Only proxies of this zone are known here. Those of other zones are behind their zone ingress.
 */
public final class MeshServiceIndex {
  private static final Derivation<MeshServiceIndex> INDEX = MeshServiceIndex::derive;

  private final List<Resource<MeshService>> services;
  private final ReadyInbounds inbounds;
  private final SortedMap<String, List<Endpoint>> byPort;

  private MeshServiceIndex(
      List<Resource<MeshService>> services,
      ReadyInbounds inbounds,
      SortedMap<String, List<Endpoint>> byPort) {
    this.services = services;
    this.inbounds = inbounds;
    this.byPort = Collections.unmodifiableSortedMap(byPort);
  }

  public static MeshServiceIndex of(MeshSnapshot snapshot) {
    return snapshot.derived(INDEX);
  }

  /** Identifies a port of a MeshService: by its number, whether it has a name or not. */
  public static String id(Resource<MeshService> service, int port) {
    return Kri.of(CoreTypes.MESH_SERVICE, service.meta())
        .orElseThrow()
        .withSection(Integer.toString(port))
        .toString();
  }

  /** The endpoints of a port; none if nobody provides it. */
  public List<Endpoint> endpoints(String id) {
    return byPort.getOrDefault(id, List.of());
  }

  /** The ports whose endpoints differ. */
  @SuppressWarnings("ReferenceEquality")
  SortedSet<String> differences(MeshServiceIndex other) {
    SortedSet<String> ports = new TreeSet<>(byPort.keySet());
    ports.addAll(other.byPort.keySet());
    ports.removeIf(
        port -> {
          List<Endpoint> before = endpoints(port);
          List<Endpoint> after = other.endpoints(port);
          return before == after || before.equals(after);
        });
    return ports;
  }

  @SuppressWarnings("ReferenceEquality")
  private static MeshServiceIndex derive(MeshSnapshot snapshot, @Nullable MeshServiceIndex before) {
    List<Resource<MeshService>> services = snapshot.all(CoreTypes.MESH_SERVICE);
    ReadyInbounds inbounds = ReadyInbounds.of(snapshot);
    if (before != null && before.services == services && before.inbounds == inbounds) {
      return before;
    }
    SortedMap<String, List<Endpoint>> byPort = new TreeMap<>();
    if (!services.isEmpty()) {
      InboundSelection selection = new InboundSelection(inbounds);
      for (Resource<MeshService> service : services) {
        List<ReadyInbound> selected = selection.select(service.spec().selector());
        for (Port port : service.spec().portList()) {
          String id = id(service, port.port());
          List<Endpoint> endpoints =
              selected.stream()
                  .filter(ready -> port.isTarget(ready.inbound().port(), ready.inbound().name()))
                  .map(ReadyInbound::endpoint)
                  .toList();
          List<Endpoint> known = before == null ? null : before.byPort.get(id);
          byPort.put(id, endpoints.equals(known) ? known : endpoints);
        }
      }
    }
    return new MeshServiceIndex(services, inbounds, byPort);
  }
}
