package io.kuma.core.snapshot;

import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who offers which service: the endpoints of each value of {@code kuma.io/service}, in the order of
 * their Dataplanes and of the inbounds in them. An inbound counts if it takes traffic ({@link
 * Inbound#isReady}). Made once for each snapshot; endpoints of Dataplanes that did not change, and
 * lists of services that did not, are the objects of the snapshot before.
 */
public final class EndpointIndex {
  private static final Derivation<EndpointIndex> INDEX = EndpointIndex::derive;

  private final IdentityHashMap<Resource<Dataplane>, List<Offer>> offers;
  private final SortedMap<String, List<Endpoint>> byService;

  private record Offer(String service, Endpoint endpoint) {}

  private EndpointIndex(
      IdentityHashMap<Resource<Dataplane>, List<Offer>> offers,
      SortedMap<String, List<Endpoint>> byService) {
    this.offers = offers;
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
    IdentityHashMap<Resource<Dataplane>, List<Offer>> offers = new IdentityHashMap<>();
    SortedMap<String, List<Endpoint>> byService = new TreeMap<>();
    for (Resource<Dataplane> dataplane : snapshot.all(CoreTypes.DATAPLANE)) {
      List<Offer> known = before == null ? null : before.offers.get(dataplane);
      List<Offer> own = known == null ? offers(dataplane) : known;
      offers.put(dataplane, own);
      for (Offer offer : own) {
        byService.computeIfAbsent(offer.service, service -> new ArrayList<>()).add(offer.endpoint);
      }
    }
    byService.replaceAll(
        (service, endpoints) -> {
          List<Endpoint> known = before == null ? null : before.byService.get(service);
          return endpoints.equals(known) ? known : List.copyOf(endpoints);
        });
    return new EndpointIndex(offers, byService);
  }

  private static List<Offer> offers(Resource<Dataplane> dataplane) {
    Dataplane.Networking networking = dataplane.spec().networking();
    if (networking == null) {
      return List.of();
    }
    List<Offer> offers = new ArrayList<>();
    for (Inbound inbound : networking.inbound()) {
      if (inbound.isReady()) {
        inbound
            .service()
            .ifPresent(
                service ->
                    offers.add(new Offer(service, endpoint(dataplane, networking, inbound))));
      }
    }
    return List.copyOf(offers);
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
