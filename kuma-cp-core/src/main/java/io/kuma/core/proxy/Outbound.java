package io.kuma.core.proxy;

import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.OutboundRoute.WeightedBackend;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A port on which the proxy takes requests of the workload beside it, on their way to a
 * destination.
 *
 * @param address where the proxy listens: loopback, or the destination's virtual IP
 * @param service what it is called in statistics: the value of {@code kuma.io/service}, or the name
 *     of the destination's cluster
 * @param tags as the Dataplane says them, or the identifier of the destination
 * @param routes for HTTP protocols: in the order in which they are tried, never empty
 * @param connections for other protocols: where connections go, never empty
 */
public record Outbound(
    String address,
    int port,
    Destination destination,
    String service,
    SortedMap<String, String> tags,
    Protocol protocol,
    List<OutboundRoute> routes,
    List<WeightedBackend> connections,
    Confs confs) {
  public Outbound {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    routes = List.copyOf(routes);
    connections = List.copyOf(connections);
  }

  /**
   * What users call the destination: the value of {@code kuma.io/service}, or a resource's name.
   */
  public String destinationName() {
    return destination instanceof ResourcePort port ? port.kri().name() : service;
  }
}
