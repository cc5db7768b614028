package io.kuma.core.snapshot;

import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The inbounds that take traffic ({@link Inbound#isReady}), as others reach them. Made once for
 * each snapshot in which Dataplanes changed; endpoints of Dataplanes that did not are the objects
 * of the snapshot before.
 */
final class ReadyInbounds {
  private static final Derivation<ReadyInbounds> INDEX = ReadyInbounds::derive;

  private final List<Resource<Dataplane>> dataplanes;
  private final IdentityHashMap<Resource<Dataplane>, List<ReadyInbound>> byDataplane =
      new IdentityHashMap<>();

  /** An inbound, and how others reach it. */
  record ReadyInbound(Inbound inbound, Endpoint endpoint) {}

  private ReadyInbounds(List<Resource<Dataplane>> dataplanes, @Nullable ReadyInbounds before) {
    this.dataplanes = dataplanes;
    for (Resource<Dataplane> dataplane : dataplanes) {
      List<ReadyInbound> known = before == null ? null : before.byDataplane.get(dataplane);
      byDataplane.put(dataplane, known == null ? inbounds(dataplane) : known);
    }
  }

  /** Those of a snapshot: the same object as in the snapshot before if no Dataplane changed. */
  static ReadyInbounds of(MeshSnapshot snapshot) {
    return snapshot.derived(INDEX);
  }

  @SuppressWarnings("ReferenceEquality")
  private static ReadyInbounds derive(MeshSnapshot snapshot, @Nullable ReadyInbounds before) {
    List<Resource<Dataplane>> dataplanes = snapshot.all(CoreTypes.DATAPLANE);
    return before != null && before.dataplanes == dataplanes
        ? before
        : new ReadyInbounds(dataplanes, before);
  }

  /** The Dataplanes of the snapshot, sorted by key. */
  List<Resource<Dataplane>> dataplanes() {
    return dataplanes;
  }

  /** The inbounds of one of {@link #dataplanes()}, in its order. */
  List<ReadyInbound> of(Resource<Dataplane> dataplane) {
    return byDataplane.getOrDefault(dataplane, List.of());
  }

  private static List<ReadyInbound> inbounds(Resource<Dataplane> dataplane) {
    Dataplane.Networking networking = dataplane.spec().networking();
    if (networking == null) {
      return List.of();
    }
    List<ReadyInbound> ready = new ArrayList<>();
    for (Inbound inbound : networking.inbound()) {
      if (inbound.isReady()) {
        ready.add(new ReadyInbound(inbound, endpoint(dataplane, networking, inbound)));
      }
    }
    return List.copyOf(ready);
  }

  private static Endpoint endpoint(
      Resource<Dataplane> dataplane, Dataplane.Networking networking, Inbound inbound) {
    return new Endpoint(
        dataplane.key(),
        networking.advertisedAddress().isEmpty()
            ? inbound.effectiveAddress(networking)
            : networking.advertisedAddress(),
        inbound.port(),
        new TreeMap<>(inbound.tags()),
        dataplane.meta().labels(),
        inbound.effectiveProtocol());
  }
}
