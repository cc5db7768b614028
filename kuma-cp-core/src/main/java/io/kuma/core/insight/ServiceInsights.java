package io.kuma.core.insight;

import io.kuma.core.insight.ObservedProxy.Status;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.model.Tags;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Gateway;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.externalservice.ExternalService;
import io.kuma.resource.mesh.Mesh.MeshServices;
import io.kuma.resource.serviceinsight.ServiceInsight;
import io.kuma.resource.serviceinsight.ServiceInsight.DataplaneStat;
import io.kuma.resource.serviceinsight.ServiceInsight.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the services of a mesh are. What can be computed when they are shown is left out: how
 * many proxies there are in all, and the address of a service of proxies.
 */
public final class ServiceInsights {
  private final Map<String, Draft> services = new TreeMap<>();

  private ServiceInsights() {}

  /**
   * The insight of a mesh, which holds all of its services.
   *
   * @param insights of its proxies, by their name
   */
  public static ServiceInsight of(MeshSnapshot snapshot, Map<String, DataplaneInsight> insights) {
    if (!countsIn(snapshot)) {
      return new ServiceInsight(Map.of());
    }
    ServiceInsights collected = new ServiceInsights();
    ObservedProxy.of(snapshot, insights).forEach(collected::add);
    for (Resource<ExternalService> external : snapshot.all(CoreTypes.EXTERNAL_SERVICE)) {
      collected.add(external.spec());
    }
    Map<String, Service> finished = new TreeMap<>();
    collected.services.forEach((name, draft) -> finished.put(name, draft.finish()));
    return new ServiceInsight(finished);
  }

  /** Whether tags make services in a mesh. Where only MeshServices do, they tell of themselves. */
  static boolean countsIn(MeshSnapshot snapshot) {
    return snapshot.settings().meshServicesMode() != MeshServices.Mode.Exclusive;
  }

  /** The services that a proxy is part of; ports that are ignored are part of none. */
  static Set<String> servicesOf(Dataplane dataplane) {
    Set<String> names = new TreeSet<>();
    parts(dataplane).forEach(tags -> name(tags).ifPresent(names::add));
    return names;
  }

  private static List<Map<String, String>> parts(Dataplane dataplane) {
    return dataplane
        .gateway()
        .map(gateway -> List.of(gateway.tags()))
        .orElseGet(
            () ->
                dataplane.inbounds().stream()
                    .filter(inbound -> inbound.state() != Inbound.State.Ignored)
                    .map(Inbound::tags)
                    .toList());
  }

  private static Optional<String> name(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(Tags.SERVICE));
  }

  private void add(ObservedProxy proxy) {
    ServiceInsight.Type type =
        proxy
            .dataplane()
            .gateway()
            .map(Gateway::type)
            .map(ServiceInsights::type)
            .orElse(ServiceInsight.Type.INTERNAL);
    Status status = proxy.status();
    for (Map<String, String> tags : parts(proxy.dataplane())) {
      name(tags)
          .ifPresent(
              name -> {
                Draft draft = services.computeIfAbsent(name, absent -> new Draft(type, ""));
                draft.add(status, tags.get(Tags.ZONE));
                proxy
                    .certificate()
                    .filter(certificate -> !certificate.issuedBackend().isEmpty())
                    .ifPresent(
                        certificate ->
                            draft.issuedBackends.merge(
                                certificate.issuedBackend(), 1, Integer::sum));
              });
    }
  }

  private static ServiceInsight.Type type(Gateway.Type type) {
    return switch (type) {
      case BUILTIN -> ServiceInsight.Type.GATEWAY_BUILTIN;
      case DELEGATED -> ServiceInsight.Type.GATEWAY_DELEGATED;
    };
  }

  private void add(ExternalService external) {
    String address = external.networking() == null ? "" : external.networking().address();
    Draft draft =
        services.computeIfAbsent(
            external.service(), absent -> new Draft(ServiceInsight.Type.EXTERNAL, address));
    draft.addZone(external.tags().get(Tags.ZONE));
  }

  /** A service while its proxies are being counted. The first that has its name says what it is. */
  private static final class Draft {
    private final ServiceInsight.Type type;
    private final String address;
    private final Map<String, Integer> issuedBackends = new TreeMap<>();
    private final Set<String> zones = new TreeSet<>();
    private int online;
    private int offline;

    Draft(ServiceInsight.Type type, String address) {
      this.type = type;
      this.address = address;
    }

    void add(Status status, @Nullable String zone) {
      switch (status) {
        case ONLINE -> online++;
        case OFFLINE, PARTIALLY_DEGRADED -> offline++;
      }
      addZone(zone);
    }

    void addZone(@Nullable String zone) {
      if (zone != null && !zone.isEmpty()) {
        zones.add(zone);
      }
    }

    Service finish() {
      return new Service(
          status(),
          new DataplaneStat(0, online, offline),
          issuedBackends,
          type,
          address,
          List.copyOf(zones));
    }

    private ServiceInsight.Status status() {
      if (type == ServiceInsight.Type.EXTERNAL) {
        return ServiceInsight.Status.NOT_AVAILABLE;
      } else if (online == 0) {
        return ServiceInsight.Status.OFFLINE;
      }
      return offline == 0 ? ServiceInsight.Status.ONLINE : ServiceInsight.Status.PARTIALLY_DEGRADED;
    }
  }
}
