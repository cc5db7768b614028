package io.kuma.core.proxy;

import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.model.Tags;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who offers which service in one snapshot of a mesh. Made once for each snapshot and asked by
 * every proxy; sets of instances are the same objects for all of them.
 */
final class ServiceIndex {
  private final Map<String, Service> services = new HashMap<>();
  private final Map<SubsetKey, InstanceSet> subsets = new ConcurrentHashMap<>();

  private ServiceIndex(Map<String, List<Offer>> offers) {
    offers.forEach((service, list) -> services.put(service, Service.of(list)));
  }

  static ServiceIndex of(MeshSnapshot snapshot) {
    Map<String, List<Offer>> offers = new HashMap<>();
    for (Resource<Dataplane> dataplane : snapshot.all(CoreTypes.DATAPLANE)) {
      for (Inbound inbound : dataplane.spec().inbounds()) {
        if (inbound.isReady()) {
          inbound
              .service()
              .ifPresent(
                  service ->
                      offers
                          .computeIfAbsent(service, s -> new ArrayList<>())
                          .add(Offer.of(dataplane, inbound)));
        }
      }
    }
    return new ServiceIndex(offers);
  }

  /** What the instances of a service have in common; TCP if there are none. */
  Protocol protocol(String service) {
    Service found = services.get(service);
    return found == null ? Protocol.TCP : found.protocol;
  }

  InstanceSet instances(String service) {
    Service found = services.get(service);
    return found == null ? InstanceSet.EMPTY : found.instances;
  }

  /** The instances that have all of these tags. */
  InstanceSet instances(String service, SortedMap<String, String> subset) {
    return subset.isEmpty()
        ? instances(service)
        : subsets.computeIfAbsent(new SubsetKey(service, subset), this::select);
  }

  private InstanceSet select(SubsetKey key) {
    return new InstanceSet(
        instances(key.service).instances().stream()
            .filter(instance -> instance.tags().entrySet().containsAll(key.tags.entrySet()))
            .toList());
  }

  private record SubsetKey(String service, SortedMap<String, String> tags) {}

  private record Service(Protocol protocol, InstanceSet instances) {
    static Service of(List<Offer> offers) {
      return new Service(
          Protocol.commonOf(offers.stream().map(Offer::protocol).toList()),
          new InstanceSet(offers.stream().map(Offer::instance).toList()));
    }
  }

  private record Offer(Protocol protocol, Instance instance) {
    static Offer of(Resource<Dataplane> dataplane, Inbound inbound) {
      Dataplane.Networking networking = dataplane.spec().networking();
      if (networking == null) {
        throw new IllegalArgumentException(dataplane.key() + " has inbounds and no networking");
      }
      SortedMap<String, String> tags = new TreeMap<>(inbound.tags());
      tags.remove(Tags.SERVICE);
      return new Offer(
          Protocol.parse(inbound.effectiveProtocol()),
          new Instance(
              networking.advertisedAddress().isEmpty()
                  ? inbound.effectiveAddress(networking)
                  : networking.advertisedAddress(),
              inbound.port(),
              tags,
              dataplane.meta().labels(),
              tags.getOrDefault(Tags.ZONE, ""),
              1));
    }
  }
}
