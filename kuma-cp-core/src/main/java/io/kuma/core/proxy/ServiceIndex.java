package io.kuma.core.proxy;

import io.kuma.core.snapshot.Derivation;
import io.kuma.core.snapshot.Endpoint;
import io.kuma.core.snapshot.EndpointIndex;
import io.kuma.core.snapshot.MeshSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The services of a snapshot as proxies see them: what they speak, and their instances. The sets of
 * instances are the same objects for all proxies, and for later snapshots as long as they hold.
 */
final class ServiceIndex {
  private static final Derivation<ServiceIndex> INDEX = ServiceIndex::derive;
  private static final Service NOBODY = new Service(List.of());

  private final Map<String, Service> services;

  private ServiceIndex(Map<String, Service> services) {
    this.services = services;
  }

  static ServiceIndex of(MeshSnapshot snapshot) {
    return snapshot.derived(INDEX);
  }

  private static ServiceIndex derive(MeshSnapshot snapshot, @Nullable ServiceIndex before) {
    Map<String, Service> services = new HashMap<>();
    EndpointIndex.of(snapshot)
        .byService()
        .forEach(
            (name, endpoints) -> {
              Service known = before == null ? null : before.services.get(name);
              services.put(
                  name,
                  known != null && known.endpoints == endpoints ? known : new Service(endpoints));
            });
    return new ServiceIndex(services);
  }

  /** What the instances of a service have in common; TCP if there are none. */
  Protocol protocol(String service) {
    return services.getOrDefault(service, NOBODY).protocol;
  }

  /** The instances that have all of these tags. */
  InstanceSet instances(String service, SortedMap<String, String> subset) {
    return services.getOrDefault(service, NOBODY).select(subset);
  }

  /** A service, and the parts of it that routes have asked for. */
  private static final class Service {
    private final List<Endpoint> endpoints;
    private final Protocol protocol;
    private final InstanceSet instances;
    private final Map<SortedMap<String, String>, InstanceSet> subsets = new ConcurrentHashMap<>();

    Service(List<Endpoint> endpoints) {
      this.endpoints = endpoints;
      this.protocol =
          Protocol.commonOf(
              endpoints.stream().map(endpoint -> Protocol.parse(endpoint.protocol())).toList());
      this.instances = new InstanceSet(endpoints.stream().map(Instance::of).toList());
    }

    InstanceSet select(SortedMap<String, String> subset) {
      return subset.isEmpty()
          ? instances
          : subsets.computeIfAbsent(
              subset,
              tags ->
                  new InstanceSet(
                      instances.instances().stream()
                          .filter(
                              instance -> instance.tags().entrySet().containsAll(tags.entrySet()))
                          .toList()));
    }
  }
}
