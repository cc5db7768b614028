package io.kuma.core.service;

import io.kuma.core.proxy.Protocol;
import io.kuma.model.IntOrString;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.meshservice.MeshService.Port;
import io.kuma.resource.validate.DnsNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ports at which one proxy provides one service.
 *
 * @param proxy the name of the Dataplane
 * @param ports in the order of its inbounds
 */
record ServicePorts(String proxy, List<Port> ports) {
  private static final Comparator<Resource<Dataplane>> OLDEST_FIRST =
      Comparator.comparing((Resource<Dataplane> proxy) -> proxy.meta().created())
          .thenComparing(Resource::name);

  ServicePorts {
    ports = List.copyOf(ports);
  }

  /**
   * The services of which MeshServices can be made, by name: the values of the tag {@code
   * kuma.io/service} that can be a part of a host name (RFC 1035).
   *
   * @return for each service its proxies, the oldest first
   */
  static SortedMap<String, List<ServicePorts>> byService(
      Collection<Resource<Dataplane>> dataplanes) {
    SortedMap<String, List<ServicePorts>> services = new TreeMap<>();
    dataplanes.stream()
        .sorted(OLDEST_FIRST)
        .forEach(
            dataplane ->
                portsByService(dataplane.spec())
                    .forEach(
                        (service, ports) ->
                            services
                                .computeIfAbsent(service, none -> new ArrayList<>())
                                .add(new ServicePorts(dataplane.name(), ports))));
    return services;
  }

  private static Map<String, List<Port>> portsByService(Dataplane dataplane) {
    Map<String, List<Port>> services = new LinkedHashMap<>();
    for (Inbound inbound : dataplane.inbounds()) {
      Optional<String> service =
          inbound.service().filter(name -> DnsNames.labelProblems(name).isEmpty());
      service.ifPresent(
          name -> services.computeIfAbsent(name, none -> new ArrayList<>()).add(port(inbound)));
    }
    return services;
  }

  private static Port port(Inbound inbound) {
    return new Port(
        inbound.sectionName(),
        inbound.port(),
        IntOrString.of(inbound.port()),
        Protocol.parse(inbound.effectiveProtocol()).wireName());
  }
}
