package io.kuma.core.snapshot;

import io.kuma.core.snapshot.ReadyInbounds.ReadyInbound;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who offers which service: the endpoints of each value of {@code kuma.io/service}, in the order of
 * their Dataplanes and of the inbounds in them. An inbound counts if it takes traffic. Made once
 * for each snapshot; lists of services that did not change are the objects of the snapshot before.
 */
public final class EndpointIndex {
  private static final Derivation<EndpointIndex> INDEX = EndpointIndex::derive;

  private final SortedMap<String, List<Endpoint>> byService;

  private EndpointIndex(SortedMap<String, List<Endpoint>> byService) {
    this.byService = Collections.unmodifiableSortedMap(byService);
  }

  public static EndpointIndex of(MeshSnapshot snapshot) {
    return snapshot.derived(INDEX);
  }

  /** The endpoints by service; services without any are not in it. */
  public SortedMap<String, List<Endpoint>> byService() {
    return byService;
  }

  /** The endpoints of a service; none if nobody offers it. */
  public List<Endpoint> endpoints(String service) {
    return byService.getOrDefault(service, List.of());
  }

  /** The services whose endpoints differ. */
  SortedSet<String> differences(EndpointIndex other) {
    SortedSet<String> services = new TreeSet<>(byService.keySet());
    services.addAll(other.byService.keySet());
    services.removeIf(service -> endpoints(service).equals(other.endpoints(service)));
    return services;
  }

  private static EndpointIndex derive(MeshSnapshot snapshot, @Nullable EndpointIndex before) {
    ReadyInbounds inbounds = ReadyInbounds.of(snapshot);
    SortedMap<String, List<Endpoint>> byService = new TreeMap<>();
    for (Resource<Dataplane> dataplane : inbounds.dataplanes()) {
      for (ReadyInbound ready : inbounds.of(dataplane)) {
        ready
            .inbound()
            .service()
            .ifPresent(
                service ->
                    byService
                        .computeIfAbsent(service, name -> new ArrayList<>())
                        .add(ready.endpoint()));
      }
    }
    byService.replaceAll(
        (service, endpoints) -> {
          List<Endpoint> known = before == null ? null : before.byService.get(service);
          return endpoints.equals(known) ? known : List.copyOf(endpoints);
        });
    return new EndpointIndex(byService);
  }
}
